import { beforeEach, expect, test } from 'vitest'
import type { BoardRow, Hours } from '../../api/desk.ts'
import { setZone } from '../../i18n/time.ts'
import { limitsOf, unavailableEvents, visitEvents } from './calendarEvents.ts'
import { daysOf, rangeOf, steppedDate } from './dateRange.ts'
import { noFilters, passesFilters } from './filters.ts'
import type { Filters } from './scheduleUrl.ts'
import { doctorsOf, lateVisits, waitingVisits } from './visitRules.ts'

beforeEach(() => setZone('Asia/Jakarta'))

/** A visit at that hour of 20 November 2026 in Jakarta, half an hour long. */
function visit(id: string, hour: number, rest: Partial<BoardRow> = {}): BoardRow {
  const startsAt = new Date(Date.UTC(2026, 10, 20, hour - 7)).toISOString()
  const endsAt = new Date(Date.parse(startsAt) + 30 * 60_000).toISOString()
  const patient = { id: 'pat-1', name: 'Sukarno', recordNumber: '000001', sex: 'male' as const }
  return {
    id,
    version: 1,
    kind: 'scheduled',
    status: 'booked',
    mode: 'in_person',
    patient,
    staff: { id: 'stf-1', name: 'dr. Sari' },
    startsAt,
    endsAt,
    urgent: false,
    overbooked: false,
    ...rest,
  }
}

const at = (time: string) => `2026-11-20T${time}:00.000Z`

const hours = {
  items: [
    {
      staffId: 'stf-1',
      name: 'dr. Sari',
      specialties: [],
      open: [
        { startsAt: at('01:00'), endsAt: at('05:00'), sessionStartsAt: at('01:00') },
        { startsAt: at('06:00'), endsAt: at('09:00'), sessionStartsAt: at('06:00') },
      ],
      absences: [],
    },
    { staffId: 'stf-2', name: 'dr. Made', specialties: [], open: [], absences: [] },
  ],
  closures: [],
  policies: {
    slotMinutes: 15,
    selfBooking: false,
    selfBookingDays: 30,
    selfBookingNotice: 60,
    waitlistHoldMinutes: 30,
    selfBookingMaxOpen: 1,
    lateCancelMinutes: 0,
    stepUpToSign: false,
    ageOfMajority: 18,
    askReason: 'never',
  },
} satisfies Hours

test('the urgent are called first, then by queue number', () => {
  const rows = [
    visit('b', 9, { status: 'arrived', queueNumber: 2 }),
    visit('a', 10, { status: 'arrived', queueNumber: 1 }),
    visit('c', 9, { status: 'arrived', queueNumber: 3, urgent: true }),
    visit('d', 9, { status: 'in_progress', queueNumber: 0 }),
  ]
  expect(waitingVisits(rows).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
})

test('who has not come five minutes after the start is late', () => {
  const now = Date.parse(at('02:05'))
  const rows = [visit('nine', 9), visit('ten', 10), visit('here', 9, { status: 'arrived' })]
  expect(lateVisits(rows, now).map(({ id }) => id)).toEqual(['nine'])
  expect(lateVisits(rows, now - 60_000)).toEqual([])
})

test('a doctor has a column for hours or for visits', () => {
  const extra = visit('x', 9, { staff: { id: 'stf-3', name: 'dr. Bayu' } })
  expect(doctorsOf(hours, [extra]).map(({ id, onDuty: here }) => [id, here])).toEqual([
    ['stf-1', true],
    ['stf-2', false],
    ['stf-3', true],
  ])
})

test('what is not open is drawn as closed, from midnight to midnight', () => {
  const [doctor] = doctorsOf(hours, [])
  const closed = unavailableEvents(doctor ? [doctor] : [], 'staff', hours, [], rangeOf('day', '2026-11-20'))
  expect(closed.map(({ start, end }) => [start, end])).toEqual([
    ['2026-11-20T00:00:00', '2026-11-20T08:00:00'],
    ['2026-11-20T12:00:00', '2026-11-20T13:00:00'],
    ['2026-11-20T16:00:00', '2026-11-21T00:00:00'],
  ])
})

test('the calendar shows all hours and visits of the day', () => {
  const day = rangeOf('day', '2026-11-20')
  expect(limitsOf(hours, [], day)).toEqual({ min: '08:00', max: '16:00' })
  expect(limitsOf(hours, [visit('early', 6), visit('late', 18)], day)).toEqual({ min: '06:00', max: '19:00' })
  expect(limitsOf(undefined, [], day)).toEqual({ min: '08:00', max: '18:00' })
})

test('a walk-in takes room on the calendar once it has begun; only what is to come can be moved', () => {
  const rows = [
    visit('walk', 9, { kind: 'walk_in', status: 'arrived' }),
    visit('inside', 9, { kind: 'walk_in', status: 'in_progress', startedAt: at('02:10') }),
    visit('booked', 10),
    visit('done', 8, { status: 'completed' }),
  ]
  const drawn = visitEvents(rows, 'staff', true)
  expect(drawn.map(({ id, startEditable }) => [id, startEditable])).toEqual([
    ['inside', false],
    ['booked', true],
    ['done', false],
  ])
})

test('by room a visit stands in its room, and without one in a column of its own', () => {
  const rows = [visit('in', 9, { room: { id: 'rom-1', number: '1' } }), visit('out', 10)]
  expect(visitEvents(rows, 'room', true).map(({ resourceIds }) => resourceIds)).toEqual([['rom-1'], ['none']])
})

test.each([
  ['day', '2026-11-20', '2026-11-20', '2026-11-21'],
  ['week', '2026-11-20', '2026-11-16', '2026-11-23'],
  ['week', '2026-11-16', '2026-11-16', '2026-11-23'],
  ['month', '2026-11-20', '2026-10-26', '2026-12-07'],
  ['month', '2027-02-10', '2027-02-01', '2027-03-01'],
] as const)('a %s around %s runs from %s until before %s', (span, date, from, to) => {
  expect(rangeOf(span, date)).toEqual({ from, to })
  expect(daysOf({ from, to }).length).toBeLessThanOrEqual(42)
})

test.each([
  ['month', '2027-01-31', 1, '2027-02-28'],
  ['month', '2027-03-31', -1, '2027-02-28'],
  ['month', '2026-12-15', 1, '2027-01-15'],
  ['week', '2026-12-30', 1, '2027-01-06'],
] as const)('one %s from %s by %i is %s', (span, date, by, then) => {
  expect(steppedDate(span, date, by)).toBe(then)
})

test('a filter leaves out; what was cancelled comes back only when asked for', () => {
  const rows = [visit('a', 9), visit('gone', 9, { status: 'cancelled' }), visit('walk', 9, { kind: 'walk_in' })]
  const shown = (filters: Partial<Filters>) =>
    rows.filter(row => passesFilters(row, { ...noFilters, ...filters })).map(({ id }) => id)
  expect(shown({})).toEqual(['a', 'walk'])
  expect(shown({ withCancelled: true })).toEqual(['a', 'gone', 'walk'])
  expect(shown({ status: ['cancelled'] })).toEqual(['gone'])
  expect(shown({ kind: 'walk_in' })).toEqual(['walk'])
  expect(shown({ staff: ['stf-nobody'] })).toEqual([])
  expect(shown({ room: ['rom-1'] })).toEqual([])
})
