import { and, asc, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import type { ChartSummary, Trend, Unsigned } from '../contract.ts'
import { signedAndOwn } from '../encounters/encounters.ts'
import { ofSignedAndOwn } from '../observations/observations.ts'
import { vitalCodes, vitalName } from '../observations/vitals.ts'
import { names, overLinked } from '../other-workers.ts'
import { oneOf } from '../paging.ts'
import { encounter, type ObservationRow, observation } from '../schema.ts'
import { toLine, toObservation } from '../view.ts'

/** Values of one code in a trend, open encounters of one patient, unsigned ones in a list, and how far they are counted. */
const shown = { trend: 8, open: 10, unsigned: 20, counted: 1_000 }

/**
 * The clinical part of a patient's summary: the last values of each vital sign and the encounters that are still open. Retracted values are
 * left out. Reads at most eight rows per vital sign and id of the person, however long the record.
 *
 * @returns the summary, or `not_found` for a patient outside the actor's reach.
 */
export async function chartSummary(
  context: Context<RecordEnv>,
  patientId: string,
): Promise<Result<ChartSummary, 'not_found'>> {
  const { actor, reach } = context
  if (reach === 'own' && !actor.patients.includes(patientId)) return fail('not_found')
  return overLinked(context, [patientId], ids => summaryOf(context, ids))
}

async function summaryOf(context: Context<RecordEnv>, ids: string[]): Promise<Result<ChartSummary>> {
  const { env, actor, db, clinicId } = context
  // A list of ids and of codes, each pair with a search of its own in the index by patient, code and time.
  const latest = sql`SELECT o.id FROM json_each(${JSON.stringify(ids)}) p JOIN json_each(${JSON.stringify(vitalCodes)}) c
    JOIN observation o ON o.id IN (
    SELECT ${observation.id} FROM ${observation} WHERE ${observation.clinicId} = ${clinicId}
      AND ${observation.patientId} = p.value AND ${observation.code} = c.value AND ${observation.status} = 'final'
      AND ${ofSignedAndOwn(context) ?? sql`TRUE`}
    ORDER BY ${observation.observedAt} DESC, ${observation.id} DESC LIMIT ${shown.trend})`
  const { values, open } = await batch(db, {
    values: db
      .select()
      .from(observation)
      .where(sql`${observation.id} IN (${latest})`)
      .orderBy(desc(observation.observedAt), desc(observation.id)),
    open: db
      .select()
      .from(encounter)
      .where(and(eq(encounter.clinicId, clinicId), oneOf(encounter.patientId, ids), inProgress, signedAndOwn(context)))
      .orderBy(desc(encounter.startedAt), desc(encounter.id))
      .limit(shown.open),
  })
  const named = await names(env, actor, open)
  return ok({ vitals: trends(values), openEncounters: open.map(row => toLine(row, named)) })
}

/** Written out, not bound: only so the partial indexes on open encounters are sure to be used. */
const inProgress = sql`${encounter.status} = 'in_progress'`

function trends(rows: ObservationRow[]): Trend[] {
  return vitalCodes.flatMap(code => {
    const values = rows
      .filter(row => row.code === code)
      .slice(0, shown.trend)
      .map(toObservation)
    return values.length > 0 ? { code, name: vitalName(code), values } : []
  })
}

/**
 * What waits for this person's signature: encounters in progress that are theirs by staff id, that they opened without a visit, or in which
 * they have a draft.
 */
export async function unsigned(context: Context<RecordEnv>): Promise<Result<Unsigned>> {
  const { actor, clinicId, env, db } = context
  const mine = or(
    actor.staffId === undefined ? undefined : eq(encounter.staffId, actor.staffId),
    sql`(${encounter.staffId} IS NULL AND ${encounter.recordedById} = ${actor.accountId})`,
    sql`EXISTS (SELECT 1 FROM note n WHERE n.clinic_id = ${clinicId} AND n.recorded_by_id = ${actor.accountId}
          AND n.encounter_id = ${encounter.id} AND n.status = 'draft')`,
  )
  const {
    rows,
    counted: [counted],
  } = await batch(db, {
    rows: db
      .select()
      .from(encounter)
      .where(waiting(context, mine))
      .orderBy(asc(encounter.startedAt), asc(encounter.id))
      .limit(shown.unsigned),
    counted: countOf(context, mine),
  })
  const named = await names(env, actor, rows)
  return ok({ count: counted?.count ?? 0, items: rows.map(row => toLine(row, named)) })
}

/** How many encounters of the clinic wait for a signature, for those who may know that but not read them. Counted to 1,000. */
export async function unsignedCount(context: Context): Promise<Result<{ count: number }>> {
  const [counted] = await countOf(context, undefined)
  return ok({ count: counted?.count ?? 0 })
}

function waiting({ clinicId }: Context, mine: SQL | undefined) {
  return and(eq(encounter.clinicId, clinicId), inProgress, mine)
}

function countOf(context: Context, mine: SQL | undefined) {
  const { db } = context
  const some = db
    .select({ id: encounter.id })
    .from(encounter)
    .where(waiting(context, mine))
    .limit(shown.counted)
    .as('some')
  return db.select({ count: sql<number>`count(*)` }).from(some)
}
