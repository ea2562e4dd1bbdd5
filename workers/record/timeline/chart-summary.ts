import { and, desc, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { readForAllIds } from '../all-ids.ts'
import { visibleEncounters } from '../encounters/conditions.ts'
import { encounter } from '../encounters/schema.ts'
import { inProgress } from '../encounters/unsigned-conditions.ts'
import { toLine } from '../encounters/view.ts'
import { visibleObservations } from '../observations/conditions.ts'
import { type ObservationRow, observation } from '../observations/schema.ts'
import { toObservation } from '../observations/view.ts'
import { vitalCodes, vitalName } from '../observations/vitals.ts'
import { names } from '../other-workers.ts'
import { oneOf } from '../paging.ts'
import type { Closed } from '../restrictions/guard.ts'
import type { ChartSummary, Trend } from './contract.ts'

/** Values of one code in a trend, and open encounters of one patient. */
const shown = { trend: 8, open: 10 }

/**
 * The clinical part of a patient's summary: the last values of each vital sign and the encounters that are still open. Retracted values are
 * left out. Reads at most eight rows per vital sign and id of the person, however long the record.
 *
 * @returns the summary, or `not_found` for a patient outside the actor's reach.
 */
export async function chartSummary(
  context: Context<RecordEnv>,
  patientId: string,
): Promise<Result<ChartSummary, 'not_found' | Closed>> {
  const { actor, reach } = context
  if (reach === 'own' && !actor.patients.includes(patientId)) return fail('not_found')
  return readForAllIds(context, [patientId], ids => summaryOf(context, ids))
}

async function summaryOf(context: Context<RecordEnv>, ids: string[]): Promise<Result<ChartSummary>> {
  const { env, actor, db, clinicId } = context
  // A list of ids and of codes, each pair with a search of its own in the index by patient, code and time.
  const latest = sql`SELECT o.id FROM json_each(${JSON.stringify(ids)}) p JOIN json_each(${JSON.stringify(vitalCodes)}) c
    JOIN observation o ON o.id IN (
    SELECT ${observation.id} FROM ${observation} WHERE ${observation.clinicId} = ${clinicId}
      AND ${observation.patientId} = p.value AND ${observation.code} = c.value AND ${observation.status} = 'final'
      AND ${visibleObservations(context) ?? sql`TRUE`}
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
      .where(
        and(eq(encounter.clinicId, clinicId), oneOf(encounter.patientId, ids), inProgress, visibleEncounters(context)),
      )
      .orderBy(desc(encounter.startedAt), desc(encounter.id))
      .limit(shown.open),
  })
  const named = await names(env, actor, open)
  return ok({ vitals: trends(values), openEncounters: open.map(row => toLine(row, named)) })
}

function trends(rows: ObservationRow[]): Trend[] {
  return vitalCodes.flatMap(code => {
    const values = rows
      .filter(row => row.code === code)
      .slice(0, shown.trend)
      .map(toObservation)
    return values.length > 0 ? { code, name: vitalName(code), values } : []
  })
}
