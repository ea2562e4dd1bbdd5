import { beforeAll, describe, expect, test } from 'vitest'
import { countingContext } from '../../../test/verbs/counting.ts'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'
import { bookSeries } from '../series/book.ts'
import { freeSlots } from '../slots/free-slots.ts'
import { holdSlot } from '../slots/holds/hold.ts'
import { findAlternatives } from './affected-visits/alternatives.ts'
import { board } from './board.ts'
import { book } from './book.ts'
import { changeAppointment } from './change.ts'
import type { ListAppointments } from './contract.ts'
import { listAppointments } from './list.ts'
import { checkIn } from './steps/check-in.ts'
import { walkIn } from './walk-in.ts'

/** What each question reads of a table with a long past, as D1 counts it: what a receptionist waits for must not grow with the years. */

const past = 20_000
let desk: Desk
const today = { from: '2026-03-02', to: '2026-03-03' }

beforeAll(async () => {
  desk = await aDesk()
  // Old visits straight into the table: nobody could book so many through the desk within a test.
  await env.APPOINTMENT_DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${past})
     INSERT INTO appointment (id, clinic_id, kind, patient_id, staff_id, mode, urgent, status, starts_at, ends_at, busy_from,
       busy_until, queue_date, queue_number, version, created_at, updated_at)
     SELECT 'apt-old-' || i, ?1, 'scheduled', ?2, ?3, 'in_person', 0, 'completed', ?4 - i * 1800000, ?4 - i * 1800000 + 900000,
       ?4 - i * 1800000, ?4 - i * 1800000 + 900000, '2026-03-01', i, 5, 0, 0 FROM n`,
  )
    .bind(desk.clinicId, desk.patient, desk.doctor, Date.parse(local('00:00')))
    .run()
  for (const time of ['08:00', '09:00', '10:00']) must(await desk.book({ startsAt: local(time) }))
}, 60_000)

const counting = () => countingContext<AppointmentEnv>(env.APPOINTMENT_DB, desk.desk)

test('the past is there', async () => {
  const all = await env.APPOINTMENT_DB.prepare('SELECT count(*) FROM appointment').all()
  expect(all.meta.rows_read).toBeGreaterThan(past)
})

test('the board of a day: one round trip', async () => {
  const { context, counted } = counting()
  must(await board(context, today))
  expect(counted.rows).toBeLessThan(60)
  expect(counted.roundTrips).toBe(1)
})

const lists: [string, () => ListAppointments][] = [
  ["a doctor's day", () => ({ ...today, staffId: [desk.doctor] })],
  ["a patient's latest", () => ({ patientId: [desk.patient], order: 'desc' })],
  ['who is booked', () => ({ status: ['booked'] })],
  ["a doctor's next", () => ({ staffId: [desk.doctor], status: ['booked', 'confirmed'] })],
  ['a page of everything', () => ({})],
  ['what changed since', () => ({ updatedSince: today.from })],
]
test.each(lists)('%s', async (_, query) => {
  const { context, counted } = counting()
  must(await listAppointments(context, query()))
  expect(counted.rows).toBeLessThan(80)
  expect(counted.roundTrips).toBe(1)
})

test('free times of a month', async () => {
  const { context, counted } = counting()
  must(await freeSlots(context, { from: '2026-03-02', to: '2026-04-02', staffId: [desk.doctor], minutes: 30 }))
  expect(counted.rows).toBeLessThan(80)
  expect(counted.roundTrips).toBe(1)
})

test('free times of one doctor read nothing of a colleague', async () => {
  const colleague = await desk.aDoctor()
  await env.APPOINTMENT_DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
     INSERT INTO appointment (id, clinic_id, kind, patient_id, staff_id, mode, urgent, status, starts_at, ends_at, busy_from,
       busy_until, version, created_at, updated_at)
     SELECT 'apt-colleague-' || i, ?1, 'scheduled', 'pat-' || i, ?2, 'in_person', 0, 'booked', ?3 + i * 1800000, ?3 + i * 1800000 + 900000,
       ?3 + i * 1800000, ?3 + i * 1800000 + 900000, 1, 0, 0 FROM n`,
  )
    .bind(desk.clinicId, colleague, Date.parse(local('08:00')))
    .run()
  const { context, counted } = counting()
  must(await freeSlots(context, { from: '2026-03-02', to: '2026-04-02', staffId: [desk.doctor], minutes: 30 }))
  expect(counted.rows).toBeLessThan(80)
})

test('booking, with the look for overlaps: one round trip of its own', async () => {
  const { context, counted } = counting()
  must(await book(context, { patientId: desk.patient, staffId: desk.doctor, startsAt: local('11:00'), minutes: 30 }))
  expect(counted.rows).toBeLessThan(160)
  expect(counted.roundTrips).toBe(1)
})

test('moving', async () => {
  const { id } = must(await desk.book({ startsAt: local('14:00') }))
  const { context, counted } = counting()
  must(await changeAppointment(context, { id, version: 1, change: { startsAt: local('15:00') } }))
  expect(counted.rows).toBeLessThan(160)
  expect(counted.roundTrips).toBe(2)
})

test('a check-in and a walk-in: the queue number is the end of an index', async () => {
  const { id } = must(await desk.book({ startsAt: local('16:00') }))
  const { context, counted } = counting()
  must(await checkIn(context, { id }))
  must(await walkIn(context, { patientId: desk.patient }))
  expect(counted.rows).toBeLessThan(80)
  expect(counted.roundTrips).toBe(2)
})

describe('with twenty thousand past visits that were assisted, and a clinic full of held times', () => {
  let nurse: string
  let roomId: string
  beforeAll(async () => {
    ;[nurse, roomId] = await Promise.all([desk.aDoctor(), desk.aRoom()])
    const db = env.APPOINTMENT_DB
    // Past time of the assistant, holds that have expired and maintenance that is over: nothing of it may be read.
    await db
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${past})
         INSERT INTO assistant_time SELECT ?1, ?2, ?3 - i * 1800000, 'apt-old-' || i, ?3 - i * 1800000, ?3 - i * 1800000 + 900000 FROM n`,
      )
      .bind(desk.clinicId, nurse, Date.parse(local('00:00')))
      .run()
    await db
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO room_maintenance SELECT 'mnt-' || i, ?1, ?2, ?3 - i * 7200000, ?3 - i * 7200000 + 3600000, 'x', 1, 0, 0 FROM n`,
      )
      .bind(desk.clinicId, roomId, Date.parse(local('00:00')))
      .run()
    await db
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO slot_hold SELECT 'hld-' || i, ?1, 'acc-' || i, ?2, NULL, ?3 - i * 1800000, ?3 - i * 1800000 + 900000,
           ?3 - i * 1800000, ?3 - i * 1800000 + 900000, ?3 - i * 1800000, 1, 0, 0, 0 FROM n`,
      )
      .bind(desk.clinicId, desk.doctor, Date.parse(local('00:00')))
      .run()
  }, 60_000)

  test('booking with an assistant in a room', async () => {
    const { context, counted } = counting()
    const startsAt = local('10:00', '2026-03-03')
    const wanted = { patientId: desk.patient, staffId: desk.doctor, startsAt, minutes: 30, roomId }
    must(await book(context, { ...wanted, assistantIds: [nurse] }))
    expect(counted.rows).toBeLessThan(260)
    expect(counted.roundTrips).toBe(1)
  })

  test('holding a time', async () => {
    const { context, counted } = counting()
    const wanted = { staffId: desk.doctor, startsAt: local('14:00', '2026-03-03'), minutes: 30, roomId }
    must(await holdSlot(context, wanted))
    expect(counted.rows).toBeLessThan(80)
    expect(counted.roundTrips).toBe(1)
  })

  test('free times of a doctor with an assistant and a room', async () => {
    const { context, counted } = counting()
    const range = { from: '2026-03-02', to: '2026-04-02', staffId: [desk.doctor], minutes: 30 }
    must(await freeSlots(context, { ...range, assistantIds: [nurse], roomId }))
    expect(counted.rows).toBeLessThan(120)
    expect(counted.roundTrips).toBe(1)
  })

  test('a year of Mondays is checked in two questions and written in one batch', async () => {
    const { context, counted } = counting()
    const repeat = { every: 'week' as const, count: 52 }
    const series = {
      patientId: desk.patient,
      staffId: desk.doctor,
      startsAt: local('08:30', '2026-03-09'),
      minutes: 20,
    }
    must(await bookSeries(context, { ...series, repeat }))
    expect(counted.rows).toBeLessThan(6_000)
    expect(counted.roundTrips).toBe(2)
  })

  test('the visits that an absence affects', async () => {
    const { context, counted } = counting()
    must(await findAlternatives(context, { staffId: nurse, from: '2026-03-03', to: '2026-03-04' }))
    expect(counted.rows).toBeLessThan(1_000)
    expect(counted.roundTrips).toBe(2)
  })
})
