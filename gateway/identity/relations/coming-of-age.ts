import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { Temporal } from 'temporal-polyfill'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { addDays, localDate } from '#shared/time'
import type { GatewayBindings } from '../../gateway.ts'
import { regionOf, systemIn } from '../../live/clinic-alarm.ts'
import { clinic } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import type { RelationRow } from './opening.ts'
import { standsFor } from './schema.ts'

/** Guardians of people who come of age: told from 60 days before, ended a year later unless an owner or doctor has confirmed it. */

/** How many days before the majority lists begin to say it. */
const daysAhead = 60
/** How often one relation is looked at, and how many in one sweep. */
const lookEvery = 24 * 3_600_000
const perSweep = 200

/** The day of the majority. Of a partial birth date the latest that it may mean: nobody loses access too early. */
export function majorityOn(birthDate: string, age: number): string {
  const [year = '', month = '12', day] = birthDate.split('-')
  const first = Temporal.PlainDate.from(`${year}-${month}-01`)
  const born = first.with({ day: day === undefined ? first.daysInMonth : Number(day) })
  return born.add({ years: age }).toString()
}

export function yearLater(date: string): string {
  return Temporal.PlainDate.from(date).add({ years: 1 }).toString()
}

type Clinic = typeof clinic.$inferSelect

/** Look at the guardians who were not looked at for a day, longest first. A patient Worker that is silent is asked again in a minute. */
export async function endGuardianships(
  env: Pick<GatewayBindings, 'IDENTITY_DB' | 'PATIENT'>,
  at: number,
): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const due = await db
    .select({ row: standsFor, clinic })
    .from(standsFor)
    .innerJoin(clinic, eq(clinic.id, standsFor.clinicId))
    .where(
      and(
        isNull(standsFor.endedAt),
        eq(standsFor.relation, 'guardian'),
        or(isNull(standsFor.checkedAt), lte(standsFor.checkedAt, at - lookEvery)),
      ),
    )
    .orderBy(asc(standsFor.checkedAt))
    .limit(perSweep)
  const byClinic = Map.groupBy(due, one => one.clinic.id)
  await Promise.allSettled(
    [...byClinic.values()].map(async those => {
      const [first] = those
      if (!first) return
      const actor = systemIn(regionOf(first.clinic), at)
      const ids = [...new Set(those.map(({ row }) => row.patientId))]
      const known = await env.PATIENT['patient.birth_dates'](actor, ids)
      if (!known.ok) return
      const birthDates = new Map(known.value.map(({ id, birthDate }) => [id, birthDate]))
      for (const { row } of those) await look(db, first.clinic, row, birthDates.get(row.patientId), at)
    }),
  )
}

async function look(db: DrizzleD1Database, of: Clinic, row: RelationRow, birthDate: string | undefined, at: number) {
  const today = localDate(at, of.timezone)
  const majority = birthDate === undefined ? undefined : majorityOn(birthDate, of.ageOfMajority)
  const near = majority !== undefined && today >= addDays(majority, -daysAhead)
  const ends = near && row.confirmedAt === null && today >= yearLater(majority)
  const here = and(eq(standsFor.id, row.id), eq(standsFor.version, row.version), isNull(standsFor.endedAt))
  const ofAgeOn = near ? majority : null
  if (!ends) {
    await db.update(standsFor).set({ checkedAt: at, ofAgeOn }).where(here)
    return
  }
  const actor = systemIn(regionOf(of), at)
  await batch(db, {
    ended: db
      .update(standsFor)
      .set({ checkedAt: at, ofAgeOn, endedAt: at, endedFor: 'of_age', version: sql`version + 1`, updatedAt: at })
      .where(here),
    change: changeRows(
      { env: undefined, actor, clinicId: of.id, at, reach: 'all', db },
      { object: 'relation', objectId: row.id, action: 'relation.ended', detail: { ofAgeOn }, patient: row.patientId },
    ),
    renewed: db
      .update(membership)
      .set({ version: sql`version + 1`, updatedAt: at })
      .where(
        and(
          eq(membership.id, row.membershipId),
          sql`EXISTS (SELECT 1 FROM stands_for s WHERE s.id = ${row.id} AND s.ended_at = ${at})`,
        ),
      ),
  })
}
