import type { Calendar } from '@event-calendar/core'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clockRange, instantOf } from '../../i18n/time.ts'
import type { Span } from './scheduleUrl.ts'
import { pendingWords } from './steps/PendingMark.tsx'
import type { ShownVisit } from './steps/shown-visit.ts'
import { patientName } from './visitRules.ts'

/** What stands in a visit of the calendar, as plain DOM: the calendar is not React. */

/** The calendar hands out dates whose local fields are the wall time. */
export function wallTimeOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The visit that an event of the calendar shows; none for hatching. */
export function visitIn(event: Calendar.Event): ShownVisit | undefined {
  return event.extendedProps.visit as ShownVisit | undefined
}

function element(tag: string, className: string, text: string): HTMLElement {
  const node = document.createElement(tag)
  node.className = className
  node.textContent = text
  return node
}

/** Pixels of one row of so many minutes. A name takes 22 of them, each further line 17. */
export const slotHeight = 24
const slotMinutes = 15

/** The content of a visit in the calendar: icon, name, then time, status and reason as far as there is room. */
export function contentOf(event: Calendar.Event, icons: HTMLElement | null, view: Span): Node[] {
  const visit = visitIn(event)
  if (!visit) return event.display === 'background' ? labelOf(event) : countOf(event)
  const head = element('div', 'visit-name', '')
  head.dataset.visit = visit.id
  const icon = icons?.querySelector(`[data-status="${visit.status}"] svg`)?.cloneNode(true)
  if (icon) head.append(icon)
  for (const mark of [visit.urgent && 'urgent', visit.overbooked && 'overbooked']) {
    const sign = mark && icons?.querySelector(`[data-status="${mark}"] svg`)?.cloneNode(true)
    if (sign) head.append(sign)
  }
  if (view === 'month') head.append(element('span', 'visit-at', wallTimeOf(event.start).slice(11)))
  head.append(element('span', 'visit-who', patientName(visit)))
  if (view === 'month') return [head]
  const minutes = (event.end.getTime() - event.start.getTime()) / 60_000
  const time = clockRange(instantOf(wallTimeOf(event.start)), instantOf(wallTimeOf(event.end)))
  // A short visit has one line: its time and status stand beside the name.
  if (minutes < 30)
    head.append(
      element(
        'span',
        'visit-word',
        `${visit.pending ? pendingWords(visit.pending) : time.slice(0, 5)} ${common(visit.status)}`,
      ),
    )
  const words = [
    visit.pending ? pendingWords(visit.pending) : '',
    common(visit.status),
    visit.overbooked ? t('overbooked') : '',
    view === 'week' ? visit.staff?.name : '',
    visit.room?.number,
    visit.reason ?? visit.visitType?.name,
  ]
  const lines = Math.floor(((minutes / slotMinutes) * slotHeight - 22) / 17)
  if (minutes < 30 || lines < 1) return [head]
  const more = element('div', 'visit-more', `${time} · ${words.filter(Boolean).join(' · ')}`)
  more.style.setProperty('-webkit-line-clamp', String(lines))
  return [head, more]
}

/** A line of a month's day: who, and how many visits. */
function countOf(event: Calendar.Event): Node[] {
  const { count, name } = event.extendedProps
  return [element('span', 'count-name', String(name)), element('strong', 'count-number', String(count))]
}

function labelOf(event: Calendar.Event): Node[] {
  const label = event.extendedProps.label
  return typeof label === 'string' && label ? [element('span', 'time-why-label', label)] : []
}
