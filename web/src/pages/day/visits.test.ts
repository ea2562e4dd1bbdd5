import { beforeEach, expect, test } from 'vitest'
import type { BoardRow, Hours } from '../../api/desk.ts'
import { setZone } from '../../i18n/time.ts'
import { limitsOf, offEvents, visitEvents } from './calendarEvents.ts'
import { doctorsOf, late, waiting } from './visits.ts'

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
      open: [
        { startsAt: at('01:00'), endsAt: at('05:00'), sessionStartsAt: at('01:00') },
        { startsAt: at('06:00'), endsAt: at('09:00'), sessionStartsAt: at('06:00') },
      ],
      absences: [],
    },
    { staffId: 'stf-2', name: 'dr. Made', open: [], absences: [] },
  ],
  closures: [],
  policies: { slotMinutes: 15, selfBooking: false, selfBookingDays: 30, selfBookingNotice: 60 },
} satisfies Hours

test('the urgent are called first, then by queue number', () => {
  const rows = [
    visit('b', 9, { status: 'arrived', queueNumber: 2 }),
    visit('a', 10, { status: 'arrived', queueNumber: 1 }),
    visit('c', 9, { status: 'arrived', queueNumber: 3, urgent: true }),
    visit('d', 9, { status: 'in_progress', queueNumber: 0 }),
  ]
  expect(waiting(rows).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
})

test('who has not come five minutes after the start is late', () => {
  const now = Date.parse(at('02:05'))
  const rows = [visit('nine', 9), visit('ten', 10), visit('here', 9, { status: 'arrived' })]
  expect(late(rows, now).map(({ id }) => id)).toEqual(['nine'])
  expect(late(rows, now - 60_000)).toEqual([])
})

test('a doctor has a column for hours or for visits', () => {
  const extra = visit('x', 9, { staff: { id: 'stf-3', name: 'dr. Bayu' } })
  expect(doctorsOf(hours, [extra]).map(({ id, here }) => [id, here])).toEqual([
    ['stf-1', true],
    ['stf-2', false],
    ['stf-3', true],
  ])
})

test('what is not open is drawn as closed, from midnight to midnight', () => {
  const [doctor] = doctorsOf(hours, [])
  const closed = offEvents(doctor ? [doctor] : [], hours, '2026-11-20')
  expect(closed.map(({ start, end }) => [start, end])).toEqual([
    ['2026-11-20T00:00:00', '2026-11-20T08:00:00'],
    ['2026-11-20T12:00:00', '2026-11-20T13:00:00'],
    ['2026-11-20T16:00:00', '2026-11-21T00:00:00'],
  ])
})

test('the calendar shows all hours and visits of the day', () => {
  expect(limitsOf(hours, [], '2026-11-20')).toEqual({ min: '08:00', max: '16:00' })
  expect(limitsOf(hours, [visit('early', 6), visit('late', 18)], '2026-11-20')).toEqual({ min: '06:00', max: '19:00' })
  expect(limitsOf(undefined, [], '2026-11-20')).toEqual({ min: '08:00', max: '18:00' })
})

test('a walk-in takes room on the calendar once it has begun; only what is to come can be moved', () => {
  const rows = [
    visit('walk', 9, { kind: 'walk_in', status: 'arrived' }),
    visit('inside', 9, { kind: 'walk_in', status: 'in_progress', startedAt: at('02:10') }),
    visit('booked', 10),
    visit('done', 8, { status: 'completed' }),
    visit('gone', 8, { status: 'cancelled' }),
  ]
  const drawn = visitEvents(rows, false, true)
  expect(drawn.map(({ id, startEditable }) => [id, startEditable])).toEqual([
    ['inside', false],
    ['booked', true],
    ['done', false],
  ])
})
