import type { PublicPage, PublicSlots } from '../../../gateway/public.ts'
import { button, h, p } from '../auth-pages/dom.ts'
import { addDays, clock, dateOf, longDate, plainDate, today, zoneName } from '../i18n/time.ts'
import { t } from './words.ts'

interface Shown {
  page: PublicPage
  slots: PublicSlots
  turn: (from: string) => void
  choose: (slot: { startsAt: string; staffId: string }) => void
}

/** Free times of each day, each instant once, whoever would be free then. */
function byDay(items: PublicSlots['items']): Map<string, PublicSlots['items']> {
  const days = new Map<string, PublicSlots['items']>()
  for (const slot of items) {
    const date = dateOf(slot.startsAt)
    const times = days.get(date) ?? []
    if (!times.some(({ startsAt }) => startsAt === slot.startsAt)) times.push(slot)
    days.set(date, times)
  }
  return days
}

function noticeOf({ noticeMinutes }: PublicPage): string {
  if (noticeMinutes % 60 === 0) return t('noticeHours', { count: noticeMinutes / 60 })
  return t('noticeMinutes', { count: noticeMinutes })
}

/** Seven days of free times, and the ways to the weeks before and after. */
export function times({ page, slots, turn, choose }: Shown): Node[] {
  const last = addDays(today(), page.daysAhead)
  const days = [...byDay(slots.items)].map(([date, items]) =>
    h(
      'fieldset',
      { class: 'book-day' },
      h('legend', {}, () => longDate(date)),
      h(
        'div',
        { class: 'book-times' },
        ...items.map(slot => button(clock(slot.startsAt), () => choose(slot), 'book-time')),
      ),
    ),
  )
  const none = p(() => t('noneFree', { from: plainDate(slots.from), to: plainDate(addDays(slots.to, -1)) }))
  const ways = h('p', { class: 'row' })
  if (slots.from > today())
    ways.append(
      button(
        () => t('earlier'),
        () => turn(addDays(slots.from, -7) < today() ? today() : addDays(slots.from, -7)),
        'second',
      ),
    )
  if (slots.to <= last)
    ways.append(
      button(
        () => t('later'),
        () => turn(slots.to),
        'second',
      ),
    )
  else ways.append(p(() => t('nothingLater', { to: plainDate(last) })))
  const notice =
    page.noticeMinutes > 0 && slots.from <= today() ? [h('p', { class: 'help' }, () => noticeOf(page))] : []
  return [
    h('p', { class: 'help' }, () => t('zone', { zone: zoneName() })),
    ...notice,
    ...(days.length > 0 ? days : [none]),
    ways,
  ]
}
