import type { BoardRow } from '../../api/desk.ts'

/** The visit that keys act on: the open one, else the one that has the focus. */
export function focusedId(open: string | null): string | undefined {
  const focused = document.activeElement
  const holder =
    focused?.closest<HTMLElement>('[data-visit]') ?? focused?.querySelector<HTMLElement>(':scope.ec-event [data-visit]')
  return open ?? holder?.dataset.visit
}

/** To the next visit of the calendar or list, in order of time, or the one before. */
export function focusVisit(visits: readonly BoardRow[], by: 1 | -1): void {
  const shown = [...visits]
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
    .flatMap(({ id }) => {
      const mark = document.querySelector(`.day-main [data-visit="${CSS.escape(id)}"]`)
      const holder = mark?.closest<HTMLElement>('.ec-event, .visit-line')
      return holder ? [{ id, holder }] : []
    })
  const focused = shown.findIndex(({ id }) => id === focusedId(null))
  const next = shown[focused === -1 ? (by === 1 ? 0 : shown.length - 1) : focused + by]
  next?.holder.focus()
}
