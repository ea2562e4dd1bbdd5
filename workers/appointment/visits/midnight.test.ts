import { expect, test } from 'vitest'
import type { Actor } from '#shared/actor'
import { localDate } from '#shared/time'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'

/** A night on which the day changes in one clinic, and elsewhere it is noon or another hour of the same day. */
const clinics = [
  { timezone: 'Asia/Jakarta', midnight: Date.parse('2026-03-02T17:00:00.000Z') },
  { timezone: 'America/New_York', midnight: Date.parse('2026-03-03T05:00:00.000Z') },
]

/** A hundred visits booked for these days, straight into the table: who they are for does not matter here. */
async function booked(clinicId: string, midnight: number): Promise<string[]> {
  const { results } = await env.APPOINTMENT_DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
     INSERT INTO appointment (id, clinic_id, kind, patient_id, staff_id, mode, urgent, status, starts_at, ends_at, busy_from, busy_until,
       version, created_at, updated_at)
     SELECT 'apt-' || ?1 || i, ?1, 'scheduled', 'pat-' || i, 'stf-' || i, 'in_person', 0, 'booked', ?2, ?2 + 900000, ?2, ?2 + 900000, 1, 0, 0
     FROM n RETURNING id`,
  )
    .bind(clinicId, midnight)
    .all<{ id: string }>()
  return results.map(row => row.id)
}

test('two hundred who check in at once around midnight, in two clinics of different zones, get 1 to n of their clinic and its day', async () => {
  const desks = await Promise.all(
    clinics.map(async ({ timezone, midnight }) => {
      const { clinicId, as } = aClinic({ timezone })
      return { desk: as('receptionist'), timezone, midnight, ids: await booked(clinicId, midnight) }
    }),
  )
  // Each a second later than the one before, from fifty seconds before midnight on: the desks' instants cross it, their order does not matter.
  const all = desks.flatMap(({ desk, midnight, ids }) =>
    ids.map((id, i) => ({ id, actor: { ...desk, at: midnight + (i - 50) * 1_000 } satisfies Actor })),
  )
  const shuffled = all.toSorted((a, b) => (a.id.slice(-9) + a.id < b.id.slice(-9) + b.id ? -1 : 1))
  const given = await Promise.all(
    shuffled.map(async ({ id, actor }) => {
      const visit = must(await env.APPOINTMENT['appointment.check_in'](actor, { id }))
      expect(visit.queueDate).toBe(localDate(actor.at, actor.timezone))
      return { of: `${actor.clinicId} ${visit.queueDate}`, number: Number(visit.queueNumber) }
    }),
  )
  const days = Map.groupBy(given, one => one.of)
  expect(days.size).toBe(4)
  for (const numbers of days.values()) {
    expect(numbers.map(one => one.number).sort((a, b) => a - b)).toEqual(times(50, i => i + 1))
  }
}, 120_000)

test('a naive version that reads the last number before it writes gives one twice', async () => {
  const db = env.APPOINTMENT_DB
  await db.prepare('CREATE TABLE naive_numbers (number INTEGER NOT NULL)').run()
  await Promise.all(
    times(200, async () => {
      const last = await db.prepare('SELECT coalesce(max(number), 0) AS n FROM naive_numbers').first<{ n: number }>()
      await db
        .prepare('INSERT INTO naive_numbers VALUES (?)')
        .bind((last?.n ?? 0) + 1)
        .run()
    }),
  )
  const distinct = await db.prepare('SELECT count(DISTINCT number) AS n FROM naive_numbers').first<{ n: number }>()
  expect(distinct?.n).toBeLessThan(200)
})
