import { useSearchParams } from 'wouter'
import { today } from '../../i18n/time.ts'

export const dayViews = ['calendar', 'list', 'queue'] as const
export type DayView = (typeof dayViews)[number]

/** Where the day screen stands, all of it in the address: what is shared, bookmarked and reloaded shows the same. */
export interface DayPlace {
  /** `2026-11-20`, the clinic's date. */
  date: string
  /** Chosen doctors; empty for all. */
  staff: string[]
  /** The visit whose drawer is open. */
  visit: string | null
  /** `book` or `walk-in` while that drawer is open. */
  open: 'book' | 'walk-in' | null
  /** With `open`: the patient it is for, when another page sent the person here. */
  patient: string | null
  /** `queue` is the rail alone, where a narrow screen has no place for it beside. */
  view: DayView | null
}

const isDate = /^\d{4}-\d{2}-\d{2}$/

export function useDayPlace(): [DayPlace, (change: Partial<DayPlace>) => void] {
  const [query, setQuery] = useSearchParams()
  const date = query.get('date')
  const view = query.get('view')
  const open = query.get('open')
  const place: DayPlace = {
    date: date && isDate.test(date) ? date : today(),
    staff: query.get('staff')?.split(',').filter(Boolean) ?? [],
    visit: query.get('visit'),
    open: open === 'book' || open === 'walk-in' ? open : null,
    patient: query.get('patient'),
    view: dayViews.find(one => one === view) ?? null,
  }
  const go = (change: Partial<DayPlace>) => {
    const next = { ...place, ...change }
    const words = new URLSearchParams()
    if (next.date !== today()) words.set('date', next.date)
    if (next.staff.length > 0) words.set('staff', next.staff.join(','))
    for (const key of ['visit', 'open', 'patient', 'view'] as const) {
      const value = next[key]
      if (value) words.set(key, value)
    }
    setQuery(words, { replace: change.date === undefined })
  }
  return [place, go]
}
