import { beforeAll, expect, test } from 'vitest'
import { countingContext } from '../../../test/verbs/counting.ts'
import { aDesk, type Desk } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'
import type { Statistics } from './contract.ts'
import { readStatistics } from './read.ts'

/** A made-up fortnight in New York, with the change of the clock on 8 March in its middle; its numbers are counted here by hand. */

const minute = 60_000
const fortnight = { from: '2026-03-02', to: '2026-03-16' }

interface Made {
  /** By the clinic's clock. */
  date: string
  time: string
  status: string
  kind?: 'walk_in'
  minutes?: number
  /** Minutes in the waiting room. */
  waited?: number
  /** Whether it was cancelled inside the clinic's notice. */
  late?: boolean
  room?: boolean
}

/** New York: UTC-5, from 8 March on UTC-4. */
const instant = (date: string, time: string) =>
  Date.parse(`${date}T${time}:00${date < '2026-03-08' ? '-05:00' : '-04:00'}`)

const visits: Made[] = [
  { date: '2026-03-02', time: '00:00', status: 'completed', waited: 10, room: true },
  { date: '2026-03-02', time: '09:00', status: 'completed', waited: 20, room: true },
  { date: '2026-03-02', time: '23:30', status: 'completed', waited: 30 },
  { date: '2026-03-02', time: '10:00', status: 'no_show', room: true },
  { date: '2026-03-02', time: '11:00', status: 'cancelled', late: true },
  { date: '2026-03-02', time: '11:30', status: 'cancelled', late: false },
  { date: '2026-03-03', time: '09:00', status: 'completed', kind: 'walk_in', waited: 45 },
  { date: '2026-03-08', time: '12:00', status: 'no_show' },
  { date: '2026-03-09', time: '09:00', status: 'in_progress', waited: 5, minutes: 60 },
  { date: '2026-03-09', time: '10:00', status: 'arrived' },
  { date: '2026-03-13', time: '15:00', status: 'booked' },
  { date: '2026-03-15', time: '23:59', status: 'confirmed', minutes: 15 },
  { date: '2026-03-16', time: '00:00', status: 'completed', waited: 500 },
  { date: '2026-03-01', time: '23:59', status: 'completed', waited: 500 },
]

let desk: Desk
let roomId: string
let whole: Statistics
beforeAll(async () => {
  desk = await aDesk()
  roomId = await desk.aRoom('1')
  await env.APPOINTMENT_DB.batch(
    visits.map((one, i) => {
      const startsAt = instant(one.date, one.time)
      const endsAt = startsAt + (one.minutes ?? 30) * minute
      const arrivedAt = one.waited === undefined ? null : startsAt - 5 * minute
      return env.APPOINTMENT_DB.prepare(
        `INSERT INTO appointment (id, clinic_id, kind, patient_id, staff_id, room_id, mode, urgent, overbook_reason, status, starts_at, ends_at,
           busy_from, busy_until, arrived_at, started_at, cancelled_late, cancelled_by, cancelled_code, version, created_at, updated_at)
         VALUES (?1, ?2, ?3, 'pat-1', ?4, ?5, 'in_person', 0, 'made up', ?6, ?7, ?8, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, 0, 0)`,
      ).bind(
        `apt-${desk.clinicId}-${i}`,
        desk.clinicId,
        one.kind ?? 'scheduled',
        desk.doctor,
        one.room ? roomId : null,
        one.status,
        startsAt,
        endsAt,
        arrivedAt,
        arrivedAt === null ? null : arrivedAt + (one.waited ?? 0) * minute + 59_000,
        one.late === undefined ? null : Number(one.late),
        one.late === undefined ? null : 'patient',
        one.late === undefined ? null : 'ill',
      )
    }),
  )
  whole = must(await env.APPOINTMENT['statistics.read'](desk.desk, fortnight))
}, 60_000)

test('what became of the visits, in sum: the day before and the day after are not among them', () => {
  expect(whole.sum).toEqual({
    visits: 12,
    byStatus: { booked: 1, confirmed: 1, arrived: 1, in_progress: 1, completed: 4, cancelled: 2, no_show: 2 },
    walkIns: 1,
    // Two missed of seven booked visits whose time has come: 3 completed, 1 in progress, 1 arrived, 2 missed.
    noShowRate: 0.2857,
    lateCancels: 1,
    // 5, 10, 20, 30, 45
    waiting: { visits: 5, medianMinutes: 20, ninetiethMinutes: 45 },
  })
})

test('every local day is there, each with its own, and they add up', () => {
  expect(whole.days.map(day => day.date)).toEqual(
    Array.from({ length: 14 }, (_, i) => `2026-03-${String(i + 2).padStart(2, '0')}`),
  )
  const visitsOf = Object.fromEntries(whole.days.map(day => [day.date, day.visits]))
  expect(visitsOf).toMatchObject({
    '2026-03-02': 6,
    '2026-03-03': 1,
    '2026-03-04': 0,
    '2026-03-08': 1,
    '2026-03-09': 2,
    '2026-03-13': 1,
    '2026-03-15': 1,
  })
  expect(whole.days.reduce((sum, day) => sum + day.visits, 0)).toBe(whole.sum.visits)
  expect(whole.days[0]).toMatchObject({ noShowRate: 0.25, lateCancels: 1, waiting: { visits: 3, medianMinutes: 20 } })
  expect(whole.days[2]).toEqual({
    date: '2026-03-04',
    visits: 0,
    byStatus: { booked: 0, confirmed: 0, arrived: 0, in_progress: 0, completed: 0, cancelled: 0, no_show: 0 },
    walkIns: 0,
    noShowRate: undefined,
    lateCancels: 0,
    waiting: undefined,
  })
})

test('how much of the time of staff and rooms was booked', () => {
  // Ten weekdays of eight hours. Booked: 3 × 30 on the first day, 60 + 30 on the 9th, 30 on the 13th, 15 on the 15th.
  const [bookedMinutes, offeredMinutes] = [225, 4_800]
  expect(whole.staff).toEqual([
    { id: desk.doctor, name: 'Ana Núñez', bookedMinutes, offeredMinutes, utilisation: 0.0469 },
  ])
  expect(whole.rooms).toEqual([
    { id: roomId, number: '1', bookedMinutes: 60, offeredMinutes: 4_800, utilisation: 0.0125 },
  ])
})

test('the time in which anyone works counts once, however many work then', async () => {
  const other = await aDesk()
  await Promise.all([other.aDoctor(), other.aRoom('1')])
  const { staff, rooms } = must(
    await env.APPOINTMENT['statistics.read'](other.desk, { from: '2026-03-02', to: '2026-03-03' }),
  )
  expect(staff.map(one => one.offeredMinutes)).toEqual([480, 480])
  expect(rooms.map(one => one.offeredMinutes)).toEqual([480])
})

test('at most 366 days, in order, for staff alone', async () => {
  const ask = (from: string, to: string, actor = desk.desk) => env.APPOINTMENT['statistics.read'](actor, { from, to })
  expect(await ask('2026-03-02', '2026-03-02')).toMatchObject({ code: 'invalid_request' })
  expect(await ask('2025-01-01', '2026-01-03')).toMatchObject({ code: 'invalid_request' })
  const year = must(await ask('2025-03-15', '2026-03-16'))
  expect(year.days).toHaveLength(366)
  expect(year.sum.visits).toBe(13)
  expect(await ask('2026-03-02', '2026-03-16', desk.as('patient'))).toMatchObject({ code: 'forbidden' })
})

test('what it reads is the range and not the years before it', async () => {
  await env.APPOINTMENT_DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
     INSERT INTO appointment (id, clinic_id, kind, patient_id, staff_id, mode, urgent, status, starts_at, ends_at, busy_from, busy_until,
       version, created_at, updated_at)
     SELECT 'apt-past-' || i, ?1, 'scheduled', 'pat-1', ?2, 'in_person', 0, 'completed', ?3 - i * 1800000, ?3 - i * 1800000 + 900000,
       ?3 - i * 1800000, ?3 - i * 1800000 + 900000, 1, 0, 0 FROM n`,
  )
    .bind(desk.clinicId, desk.doctor, instant('2026-02-28', '00:00'))
    .run()
  const { context, counted } = countingContext<AppointmentEnv>(env.APPOINTMENT_DB, desk.desk)
  must(await readStatistics(context, fortnight))
  expect(counted.roundTrips).toBe(1)
  expect(counted.rows).toBeLessThan(300)
})
