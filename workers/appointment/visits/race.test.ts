import { expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'

/** Long enough for two thousand bookings on a slow machine; nothing here is measured. */
const patience = 300_000

const days = ['02', '03', '04', '05', '06', '09', '10'].map(day => `2026-03-${day}`)
const hours = ['08', '09', '10', '11', '13', '14', '15', '16']
/** A hundred half hours of one doctor that do not touch each other's time. */
const slots = days
  .flatMap(day =>
    hours.flatMap(hour => [`${hour}:00`, `${hour}:30`].map(time => new Date(clock(time, day)).toISOString())),
  )
  .slice(0, 100)

/** New York changes its clock on 8 March 2026. */
function clock(time: string, day: string): number {
  return Date.parse(`${day}T${time}:00${day < '2026-03-08' ? '-05:00' : '-04:00'}`)
}

const occupying = `kind = 'scheduled' AND overbook_reason IS NULL AND finished_at IS NULL
  AND status IN ('booked', 'confirmed', 'arrived', 'in_progress')`

/** Pairs of a clinic's visits that take the same doctor, room or patient at the same time. */
async function overlaps(clinicId: string, table = 'appointment'): Promise<number> {
  const found = await env.APPOINTMENT_DB.prepare(
    `WITH taking AS (SELECT * FROM ${table} WHERE clinic_id = ? AND ${occupying})
     SELECT count(*) AS pairs FROM taking a JOIN taking b ON a.id < b.id
     WHERE (a.busy_from < b.busy_until AND b.busy_from < a.busy_until AND (a.staff_id = b.staff_id OR a.room_id = b.room_id))
        OR (a.starts_at < b.ends_at AND b.starts_at < a.ends_at AND a.patient_id = b.patient_id)`,
  )
    .bind(clinicId)
    .first<{ pairs: number }>()
  return found?.pairs ?? -1
}

/** The same numbers below a bound in every run: a linear congruential generator (Numerical Recipes). */
function numbersFrom(seed: number): (bound: number) => number {
  let state = seed
  return bound => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const severalPatients = (desk: Desk, n: number) => Promise.all(times(n, i => desk.aPatient(`Patient ${i}`)))

test(
  'of twenty who want the same time, for each of twelve times, exactly one gets it',
  async () => {
    // A thousand times, with fifty who want each, are asked by `npm run stress`.
    const wanted = slots.slice(0, 12)
    const desk = await aDesk()
    const patients = await severalPatients(desk, 20)
    await Promise.all(
      wanted.map(async startsAt => {
        const all = await Promise.all(patients.map(patientId => desk.book({ startsAt, patientId })))
        expect(all.filter(outcome => outcome.ok)).toHaveLength(1)
        expect(all.filter(outcome => !outcome.ok && outcome.code === 'staff_busy')).toHaveLength(19)
      }),
    )
    expect(await env.APPOINTMENT['appointment.list'](desk.desk, { limit: 100 })).toMatchObject({
      value: { items: { length: 12 } },
    })
    expect(await overlaps(desk.clinicId)).toBe(0)
  },
  patience,
)

test('a naive version that looks before it writes books twice', async () => {
  const desk = await aDesk()
  const db = env.APPOINTMENT_DB
  await db.prepare('CREATE TABLE naive AS SELECT * FROM appointment WHERE false').run()
  await db.prepare('CREATE INDEX naive_by_staff ON naive (clinic_id, staff_id, starts_at)').run()
  const book = async (startsAt: number, patientId: string) => {
    const endsAt = startsAt + 1_800_000
    const taken = await db
      .prepare(`SELECT 1 FROM naive WHERE clinic_id = ? AND staff_id = ? AND starts_at = ? AND ${occupying}`)
      .bind(desk.clinicId, desk.doctor, startsAt)
      .first()
    if (taken) return
    await db
      .prepare(
        `INSERT INTO naive (id, clinic_id, kind, patient_id, staff_id, status, starts_at, ends_at, busy_from, busy_until)
         VALUES (?1, ?2, 'scheduled', ?3, ?4, 'booked', ?5, ?6, ?5, ?6)`,
      )
      .bind(crypto.randomUUID(), desk.clinicId, patientId, desk.doctor, startsAt, endsAt)
      .run()
  }
  await Promise.all(slots.flatMap(startsAt => times(5, i => book(Date.parse(startsAt), `p${i}`))))
  expect(await overlaps(desk.clinicId, 'naive')).toBeGreaterThan(0)
})

test(
  'visits of different lengths that begin at different minutes never overlap, with doctors, rooms and patients mixed',
  async () => {
    const desk = await aDesk()
    const [patients, doctors, rooms] = await Promise.all([
      severalPatients(desk, 6),
      Promise.all(times(5, () => desk.aDoctor())),
      Promise.all(times(5, () => desk.aRoom())),
    ])
    const next = numbersFrom(2026)
    const wanted = times(120, () => ({
      patientId: patients[next(6)] ?? '',
      staffId: doctors[next(5)] ?? '',
      roomId: rooms[next(5)] ?? '',
      startsAt: new Date(Date.parse(local('08:00')) + next(48) * 300_000).toISOString(),
      minutes: 5 + next(12) * 5,
    }))
    const all = await Promise.all(wanted.map(one => desk.book(one)))
    const codes = new Set(all.map(one => (one.ok ? 'ok' : one.code)))
    expect([...codes].sort()).toEqual(['ok', 'outside_hours', 'patient_busy', 'room_busy', 'staff_busy'])
    expect(await overlaps(desk.clinicId)).toBe(0)
  },
  patience,
)

test(
  'of twenty visits moved into the same time at once, one arrives and the others stay where they were',
  async () => {
    const desk = await aDesk()
    const patients = await severalPatients(desk, 20)
    const booked = await Promise.all(
      patients.map(async (patientId, i) => must(await desk.book({ patientId, startsAt: slots[i + 20] ?? '' }))),
    )
    const target = slots[0] ?? ''
    const all = await Promise.all(
      booked.map(({ id }) =>
        env.APPOINTMENT['appointment.move'](desk.desk, { id, version: 1, change: { startsAt: target } }),
      ),
    )
    expect(all.filter(one => one.ok)).toHaveLength(1)
    expect(all.filter(one => !one.ok && one.code === 'staff_busy')).toHaveLength(19)
    const now = await Promise.all(
      booked.map(async ({ id }) => must(await env.APPOINTMENT['appointment.read'](desk.desk, id))),
    )
    expect(now.filter((one, i) => one.startsAt === booked[i]?.startsAt)).toHaveLength(19)
    expect(await overlaps(desk.clinicId)).toBe(0)
  },
  patience,
)

test(
  'sixty who check in at once, booked and walk-in, get 1 to 60; two clinics do not mix',
  async () => {
    const clinics = await Promise.all([aDesk(), aDesk({ timezone: 'Asia/Jakarta' })])
    const numbers = await Promise.all(
      clinics.map(async desk => {
        const patients = await severalPatients(desk, 60)
        const overbook = { reason: 'Many at once' }
        const booked = await Promise.all(
          patients.slice(0, 30).map(async patientId => must(await desk.book({ patientId, overbook })).id),
        )
        return Promise.all([
          ...booked.map(async id => must(await env.APPOINTMENT['appointment.check_in'](desk.desk, { id })).queueNumber),
          ...patients
            .slice(30)
            .map(
              async patientId =>
                must(await env.APPOINTMENT['appointment.walk_in'](desk.desk, { patientId })).queueNumber,
            ),
        ])
      }),
    )
    for (const given of numbers) expect(given.map(Number).sort((a, b) => a - b)).toEqual(times(60, i => i + 1))
  },
  patience,
)

test(
  'under whichever of two ids a person is moved and booked at once, each time is theirs once',
  async () => {
    const desk = await aDesk()
    const mergedInto = await desk.aPatient('Kept')
    const doctors = await Promise.all(times(8, () => desk.aDoctor()))
    const contested = slots.slice(0, 12)
    // Visits of the duplicate from before the merge, on later days. Each is moved to a time that is booked at once under the other id.
    const old = await Promise.all(
      times(40, async i => must(await desk.book({ startsAt: slots[40 + i] ?? '', staffId: doctors[0] ?? '' }))),
    )
    must(await env.PATIENT['patient.merge'](desk.desk, { id: desk.patient, intoId: mergedInto }))
    for (const [i, startsAt] of contested.entries()) {
      const moved = old[i]
      // A move takes a round trip more than a booking: some of these begin later, so that either may come first.
      const book = async (staffId: string) => {
        await scheduler.wait((i % 4) * 5)
        return desk.book({ startsAt, staffId, patientId: i % 2 ? mergedInto : desk.patient })
      }
      const change = { startsAt, staffId: doctors[1] ?? '' }
      const all = await Promise.all([
        env.APPOINTMENT['appointment.move'](desk.desk, { id: moved?.id ?? '', version: 1, change }),
        ...doctors.slice(2).map(book),
      ])
      expect(all.filter(outcome => outcome.ok)).toHaveLength(1)
      expect(all.filter(outcome => !outcome.ok && outcome.code === 'patient_busy')).toHaveLength(6)
    }
    const found = await env.APPOINTMENT_DB.prepare(
      `WITH taking AS (SELECT * FROM appointment WHERE clinic_id = ? AND ${occupying})
       SELECT count(*) AS pairs FROM taking a JOIN taking b ON a.id < b.id
       WHERE a.starts_at < b.ends_at AND b.starts_at < a.ends_at`,
    )
      .bind(desk.clinicId)
      .first<{ pairs: number }>()
    expect(found?.pairs).toBe(0)
  },
  patience,
)
