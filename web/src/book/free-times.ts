import type { PublicPage, PublicSlots } from '../../../gateway/compose/public.ts'
import { button, h, p } from '../auth-pages/dom.ts'
import { addDays, clock, dateOf, longDate, plainDate, today, zoneName } from '../i18n/time.ts'
import { t } from './words.ts'

interface FreeTimesOptions {
  page: PublicPage
  slots: PublicSlots
  showFrom: (from: string) => void
  onChoose: (slot: { startsAt: string; staffId: string }) => void
}

/** Free times of each day, each instant once, whoever would be free then. */
function slotsByDay(items: PublicSlots['items']): Map<string, PublicSlots['items']> {
  const days = new Map<string, PublicSlots['items']>()
  for (const slot of items) {
    const date = dateOf(slot.startsAt)
    const freeTimes = days.get(date) ?? []
    if (!freeTimes.some(({ startsAt }) => startsAt === slot.startsAt)) freeTimes.push(slot)
    days.set(date, freeTimes)
  }
  return days
}

function minimumNotice({ noticeMinutes }: PublicPage): string {
  if (noticeMinutes % 60 === 0) return t('noticeHours', { count: noticeMinutes / 60 })
  return t('noticeMinutes', { count: noticeMinutes })
}

/** Seven days of free times, and the ways to the weeks before and after. */
export function freeTimes({ page, slots, showFrom, onChoose }: FreeTimesOptions): Node[] {
  const last = addDays(today(), page.daysAhead)
  const days = [...slotsByDay(slots.items)].map(([date, items]) =>
    h(
      'fieldset',
      { class: 'book-day' },
      h('legend', {}, () => longDate(date)),
      h(
        'div',
        { class: 'book-times' },
        ...items.map(slot => button(clock(slot.startsAt), () => onChoose(slot), 'book-time')),
      ),
    ),
  )
  const none = p(() => t('noneFree', { from: plainDate(slots.from), to: plainDate(addDays(slots.to, -1)) }))
  const weekButtons = h('p', { class: 'row' })
  if (slots.from > today())
    weekButtons.append(
      button(
        () => t('earlier'),
        () => showFrom(addDays(slots.from, -7) < today() ? today() : addDays(slots.from, -7)),
        'second',
      ),
    )
  if (slots.to <= last)
    weekButtons.append(
      button(
        () => t('later'),
        () => showFrom(slots.to),
        'second',
      ),
    )
  else weekButtons.append(p(() => t('nothingLater', { to: plainDate(last) })))
  const noticeLine =
    page.noticeMinutes > 0 && slots.from <= today() ? [h('p', { class: 'help' }, () => minimumNotice(page))] : []
  return [
    h('p', { class: 'help' }, () => t('zone', { zone: zoneName() })),
    ...noticeLine,
    ...(days.length > 0 ? days : [none]),
    weekButtons,
  ]
}
