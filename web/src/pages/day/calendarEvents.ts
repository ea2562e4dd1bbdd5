import type { Calendar } from '@event-calendar/core'
import type { BoardRow, Hours } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { addDays, instantOf, wall } from '../../i18n/time.ts'
import { daysOf, type Range } from './dateRange.ts'
import type { ShownVisit } from './steps/shown-visit.ts'
import { endedEarly, movable } from './visitRules.ts'

/** What the calendar draws, in the clinic's wall time: it knows no zones. */

interface Span {
  startsAt: string
  endsAt: string
}

/** A column of the day: a doctor or a room. */
export interface Column {
  id: string
  name: string
}

/** The column of visits that have no room. */
export const noRoomColumn = 'none'

/** Where a visit stands among columns of doctors or rooms. */
export function columnOf(visit: BoardRow, by: 'staff' | 'room'): string | undefined {
  return by === 'room' ? (visit.room?.id ?? noRoomColumn) : visit.staff?.id
}

/** All columns in which it takes time: those of its assistants as well. */
function columnsOf(visit: BoardRow, by: 'staff' | 'room'): string[] {
  const ownColumn = columnOf(visit, by)
  const others = by === 'staff' ? (visit.assistants?.map(({ id }) => id) ?? []) : []
  return ownColumn ? [ownColumn, ...others] : others
}

/** Scheduled visits stand at their time; a walk-in takes room only once it has begun, until then it waits in the rail. */
function spanOf(visit: BoardRow): Span | null {
  if (visit.kind === 'scheduled') return visit
  if (!visit.startedAt) return null
  return { startsAt: visit.startedAt, endsAt: visit.finishedAt ?? laterOf(visit.endsAt, visit.startedAt, 15) }
}

function laterOf(end: string, start: string, minutes: number): string {
  return new Date(Math.max(Date.parse(end), Date.parse(start) + minutes * 60_000)).toISOString()
}

export function visitEvents(
  visits: readonly ShownVisit[],
  by: 'staff' | 'room',
  mayMove: boolean,
): Calendar.EventInput[] {
  return visits.flatMap(visit => {
    const span = spanOf(visit)
    const columns = columnsOf(visit, by)
    if (!span || columns.length === 0) return []
    const canMove = mayMove && visit.kind === 'scheduled' && movable(visit) && !visit.pending
    return {
      id: visit.id,
      resourceIds: columns,
      start: wall(span.startsAt),
      end: wall(span.endsAt),
      startEditable: canMove,
      durationEditable: canMove,
      classNames: [
        'visit',
        `status-${visit.status}`,
        ...(endedEarly.has(visit.status) ? ['visit-gone'] : []),
        ...(visit.pending ? ['visit-pending'] : []),
      ],
      extendedProps: { visit },
    }
  })
}

/** How many visits each column has on each day of a month, the fullest first; where there are no columns, how many the day has. */
export function countEvents(
  visits: readonly BoardRow[],
  by: 'staff' | 'room',
  columns: readonly Column[],
): Calendar.EventInput[] {
  const counts = new Map<string, number>()
  for (const visit of visits) {
    const column = columns.length > 0 ? columnOf(visit, by) : undefined
    const key = `${wall(visit.startsAt).slice(0, 10)} ${column ?? ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const names = new Map(columns.map(({ id, name }) => [id, name]))
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => {
      const [date = '', column = ''] = key.split(' ')
      const other = columns.length > 0 ? t(by === 'room' ? 'noRoom' : 'unassigned') : ''
      const name = names.get(column) ?? other
      return {
        id: `count ${key}`,
        start: date,
        end: addDays(date, 1),
        allDay: true,
        editable: false,
        classNames: ['count'],
        extendedProps: { count, name, date },
      }
    })
}

/** The gaps between open times of one day, clipped to it. */
function gaps(open: readonly Span[], day: Span): Span[] {
  const gapsFound: Span[] = []
  let from = day.startsAt
  for (const span of open) {
    if (span.endsAt <= day.startsAt || span.startsAt >= day.endsAt) continue
    if (span.startsAt > from) gapsFound.push({ startsAt: from, endsAt: span.startsAt })
    if (span.endsAt > from) from = span.endsAt
  }
  if (from < day.endsAt) gapsFound.push({ startsAt: from, endsAt: day.endsAt })
  return gapsFound
}

function clip(span: Span, day: Span): Span | null {
  const startsAt = span.startsAt > day.startsAt ? span.startsAt : day.startsAt
  const endsAt = span.endsAt < day.endsAt ? span.endsAt : day.endsAt
  return startsAt < endsAt ? { startsAt, endsAt } : null
}

function background(id: string, column: string, span: Span, className: string, label = ''): Calendar.EventInput {
  // Midnight at the end of a day would be read as the start of the next.
  return {
    id: `${id} ${column} ${span.startsAt}`,
    resourceIds: [column],
    start: wall(span.startsAt),
    end: wall(span.endsAt),
    display: 'background',
    allDay: false,
    classNames: [className],
    extendedProps: { label },
  }
}

/** A time in which a column is not to be had, and why. */
export interface Blocked extends Span {
  column: string
  reason: string
}

/** Times outside the hours hatched, absences, closures and maintenance hatched with their reason. */
export function unavailableEvents(
  columns: readonly Column[],
  by: 'staff' | 'room',
  hours: Hours | undefined,
  blocked: readonly Blocked[],
  range: Range,
): Calendar.EventInput[] {
  return daysOf(range).flatMap(date => {
    const day: Span = { startsAt: instantOf(date), endsAt: instantOf(addDays(date, 1)) }
    return columns.flatMap(({ id }) => {
      const one = by === 'staff' ? hours?.items.find(item => item.staffId === id) : undefined
      const closed = one ? gaps(one.open, day).map(gap => background('off', id, gap, 'time-off')) : []
      const named = [
        ...(one?.absences ?? []).map(absence => ({
          ...absence,
          label: absence.reason ? t('absentWhy', { reason: absence.reason }) : t('absent'),
        })),
        ...(hours?.closures ?? []).map(closure => ({ ...closure, label: t('closed', { reason: closure.reason }) })),
        ...blocked.filter(time => time.column === id).map(time => ({ ...time, label: time.reason })),
      ]
      const reasons = named.flatMap(time => {
        const span = clip(time, day)
        return span ? background('why', id, span, 'time-why', time.label) : []
      })
      return [...closed, ...reasons]
    })
  })
}

/** First and last hour to show: all hours and visits of the days, never less than four hours. */
export function limitsOf(
  hours: Hours | undefined,
  visits: readonly BoardRow[],
  range: Range,
): { min: string; max: string } {
  const { from, to } = range
  const spans = [...(hours?.items.flatMap(item => item.open) ?? []), ...visits]
    .map(span => ({ start: wall(span.startsAt), end: wall(span.endsAt) }))
    .filter(({ start, end }) => start < to && end > from)
  if (spans.length === 0) return { min: '08:00', max: '18:00' }
  const starts = spans.map(({ start }) => (start < from ? '00:00' : start.slice(11, 16)))
  // What ends on another day than it starts runs to midnight.
  const ends = spans.map(({ start, end }) => (end.slice(0, 10) > start.slice(0, 10) ? '24:00' : end.slice(11, 16)))
  const min = Number((starts.sort()[0] ?? '').slice(0, 2))
  const last = ends.sort().at(-1) ?? ''
  const max = Number(last.slice(0, 2)) + (last.slice(3, 5) === '00' ? 0 : 1)
  const two = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return { min: two(min), max: two(Math.min(24, Math.max(max, min + 4))) }
}
