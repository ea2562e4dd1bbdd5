import type { Calendar } from '@event-calendar/core'
import type { BoardRow, Hours } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { addDays, instantOf, wall } from '../../i18n/time.ts'
import { type Doctor, gone, movable } from './visits.ts'

/** What the calendar draws, in the clinic's wall time: it knows no zones. */

interface Span {
  startsAt: string
  endsAt: string
}

/** Scheduled visits stand at their time; a walk-in takes room only once it has begun, until then it waits in the rail. */
function drawn(visit: BoardRow, withGone: boolean): Span | null {
  if (!visit.staff || (gone.has(visit.status) && !withGone)) return null
  if (visit.kind === 'scheduled') return visit
  if (!visit.startedAt) return null
  return { startsAt: visit.startedAt, endsAt: visit.finishedAt ?? later(visit.endsAt, visit.startedAt, 15) }
}

function later(end: string, start: string, minutes: number): string {
  return new Date(Math.max(Date.parse(end), Date.parse(start) + minutes * 60_000)).toISOString()
}

export function visitEvents(visits: readonly BoardRow[], withGone: boolean, mayMove: boolean): Calendar.EventInput[] {
  return visits.flatMap(visit => {
    const span = drawn(visit, withGone)
    if (!span || !visit.staff) return []
    const canMove = mayMove && visit.kind === 'scheduled' && movable(visit)
    return {
      id: visit.id,
      resourceIds: [visit.staff.id],
      start: wall(span.startsAt),
      end: wall(span.endsAt),
      startEditable: canMove,
      durationEditable: canMove,
      classNames: ['visit', `status-${visit.status}`, ...(gone.has(visit.status) ? ['visit-gone'] : [])],
      extendedProps: { visit },
    }
  })
}

/** The gaps between open times of one day, clipped to it. */
function gaps(open: readonly Span[], day: Span): Span[] {
  const found: Span[] = []
  let from = day.startsAt
  for (const span of open) {
    if (span.startsAt > from) found.push({ startsAt: from, endsAt: span.startsAt })
    if (span.endsAt > from) from = span.endsAt
  }
  if (from < day.endsAt) found.push({ startsAt: from, endsAt: day.endsAt })
  return found
}

function clip(span: Span, day: Span): Span | null {
  const startsAt = span.startsAt > day.startsAt ? span.startsAt : day.startsAt
  const endsAt = span.endsAt < day.endsAt ? span.endsAt : day.endsAt
  return startsAt < endsAt ? { startsAt, endsAt } : null
}

function background(id: string, staffId: string, span: Span, className: string, label = ''): Calendar.EventInput {
  // Midnight at the end of a day would be read as the start of the next.
  return {
    id,
    resourceIds: [staffId],
    start: wall(span.startsAt),
    end: wall(span.endsAt),
    display: 'background',
    allDay: false,
    classNames: [className],
    extendedProps: { label },
  }
}

/** Times outside the hours hatched, absences and closures hatched with their reason. */
export function offEvents(doctors: readonly Doctor[], hours: Hours | undefined, date: string): Calendar.EventInput[] {
  if (!hours) return []
  const day: Span = { startsAt: instantOf(date), endsAt: instantOf(addDays(date, 1)) }
  return doctors.flatMap(({ id }) => {
    const one = hours.items.find(item => item.staffId === id)
    if (!one) return []
    const closed = gaps(one.open, day).map((gap, i) => background(`off-${id}-${i}`, id, gap, 'time-off'))
    const named = [
      ...one.absences.map(off => ({
        ...off,
        label: off.reason ? t('absentWhy', { reason: off.reason }) : t('absent'),
      })),
      ...hours.closures.map(off => ({ ...off, label: t('closed', { reason: off.reason }) })),
    ]
    const reasons = named.flatMap((off, i) => {
      const span = clip(off, day)
      return span ? background(`why-${id}-${i}`, id, span, 'time-why', off.label) : []
    })
    return [...closed, ...reasons]
  })
}

/** First and last hour to show: all hours and visits of the day, never less than four hours. */
export function limitsOf(
  hours: Hours | undefined,
  visits: readonly BoardRow[],
  date: string,
): { min: string; max: string } {
  const spans = [...(hours?.items.flatMap(item => item.open) ?? []), ...visits.filter(visit => !gone.has(visit.status))]
  const end = addDays(date, 1)
  const starts = spans.map(span => wall(span.startsAt)).filter(at => at >= date && at < end)
  const ends = spans
    .map(span => wall(span.endsAt))
    .map(at => (at >= end ? `${date}T24:00` : at))
    .filter(at => at > date)
  if (starts.length === 0) return { min: '08:00', max: '18:00' }
  const min = Number((starts.sort()[0] ?? '').slice(11, 13))
  const last = ends.sort().at(-1) ?? ''
  const max = Number(last.slice(11, 13)) + (last.slice(14, 16) === '00' ? 0 : 1)
  const two = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return { min: two(min), max: two(Math.min(24, Math.max(max, min + 4))) }
}
