import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { Temporal } from 'temporal-polyfill'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { addDays, localDate } from '#shared/time'
import type { GatewayBindings } from '../../gateway.ts'
import { regionOf, systemIn } from '../../live/clinic-alarm.ts'
import { knownOrigin } from '../../mail/known-origin.ts'
import { account, clinic } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import { noticeRows } from './notice.ts'
import { addressAge, type RelationRow } from './opening.ts'
import { standsFor } from './schema.ts'

/** Guardians of people who come of age: told once and listed from 60 days before, ended a year later unless an owner or doctor has confirmed it. */

/** How many days before the majority lists and a mail say it. */
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
type Env = Pick<GatewayBindings, 'IDENTITY_DB' | 'PATIENT' | 'WEB_ORIGIN'>

/** Look at the guardians who were not looked at for a day, longest first. A patient Worker that is silent is asked again in a minute. */
export async function endGuardianships(env: Env, at: number): Promise<void> {
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
      const patients = new Map(known.value.map(one => [one.id, one]))
      for (const { row } of those) await look(env, first.clinic, row, patients.get(row.patientId), at)
    }),
  )
}

interface Patient {
  birthDate?: string
  portal: boolean
}

async function look(env: Env, of: Clinic, row: RelationRow, patient: Patient | undefined, at: number) {
  const db = drizzle(env.IDENTITY_DB)
  const birthDate = patient?.birthDate
  const today = localDate(at, of.timezone)
  const majority = birthDate === undefined ? undefined : majorityOn(birthDate, of.ageOfMajority)
  const near = majority !== undefined && today >= addDays(majority, -daysAhead)
  const ends = near && row.confirmedAt === null && today >= yearLater(majority)
  const here = and(eq(standsFor.id, row.id), eq(standsFor.version, row.version), isNull(standsFor.endedAt))
  const ofAgeOn = near ? majority : null
  if (!ends) {
    // Whoever is archived or has died has no portal of which there is anything to say.
    const tells = near && row.ofAgeToldAt === null && patient?.portal === true
    const notice = tells ? await whereToTell(env, of, row, at) : undefined
    await batch(db, {
      seen: db
        .update(standsFor)
        .set({ checkedAt: at, ofAgeOn, ...(notice ? { ofAgeToldAt: at } : {}) })
        .where(here),
      told: notice
        ? noticeRows(
            db,
            'guardianship_ends',
            row,
            notice,
            at,
            sql`EXISTS (SELECT 1 FROM stands_for s WHERE s.id = ${row.id} AND s.of_age_told_at = ${at})`,
          )
        : [],
    })
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

/** The person's addresses of a week ago, and the guardian's own. */
async function whereToTell(env: Env, of: Clinic, row: RelationRow, at: number) {
  const db = drizzle(env.IDENTITY_DB)
  const known = await env.PATIENT['patient.email_at'](systemIn(regionOf(of), at), {
    patientId: row.patientId,
    at: at - addressAge,
  })
  if (!known.ok) throw new Error('the addresses of a patient who comes of age are not known')
  const guardians = await db
    .select({ email: account.email })
    .from(account)
    .where(and(eq(account.id, row.accountId ?? ''), isNull(account.disabledAt)))
  return { to: [...known.value.emails, ...guardians.map(one => one.email)], origin: await knownOrigin(env, db) }
}
