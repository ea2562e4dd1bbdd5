import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import type { LiftRestriction } from './contract.ts'
import { idsOfPerson, restrictionsOf } from './person.ts'
import { isBlocked } from './restrict.ts'
import { restrictedPatient, restriction } from './schema.ts'

export interface LiftInput extends LiftRestriction {
  patientId: string
  version?: number | undefined
}

/**
 * Lift the restriction of a person's record: of two records that were merged, both.
 *
 * @returns whose it was; `not_found` where there is none, `blocked` for an account that it shuts out, `stale`.
 */
export async function liftRestriction(
  context: Context<RecordEnv>,
  { patientId, reason, version }: LiftInput,
): Promise<Result<{ patientId: string }, 'not_found' | 'blocked' | 'stale'>> {
  const { db, clinicId, at, actor } = context
  const ids = await idsOfPerson(context, patientId)
  if (!ids.ok) return ids
  if (await isBlocked(context, ids.value)) return fail('blocked')
  const rows = await restrictionsOf(context, ids.value)
  const [newest] = rows
  if (!newest) return fail('not_found')
  if (version !== undefined && version !== newest.version) return fail('stale')
  const all = sql`(SELECT value FROM json_each(${JSON.stringify(rows.map(row => row.id))}))`
  const seen = JSON.stringify(Object.fromEntries(rows.map(row => [row.id, row.version])))
  // All or none: somebody who changed one of them meanwhile is not overruled.
  const unchanged = sql`NOT EXISTS (SELECT 1 FROM restriction x JOIN json_each(${seen}) s ON s.key = x.id
    WHERE x.clinic_id = ${clinicId} AND (s.value <> x.version OR x.lifted_at IS NOT NULL))`
  const lift = (which: SQL) =>
    db
      .update(restriction)
      .set({
        liftedAt: at,
        liftedById: actor.accountId,
        liftedByName: actor.name,
        liftedReason: reason ?? null,
        version: sql`${restriction.version} + 1`,
        updatedAt: at,
      })
      .where(and(eq(restriction.clinicId, clinicId), which))
      .returning({ id: restriction.id })
  const { lifted } = await batch(db, {
    lifted: lift(sql`${restriction.id} = ${newest.id} AND ${unchanged}`),
    change: changeRows(context, {
      object: 'restriction',
      objectId: newest.id,
      action: 'restriction.lifted',
      detail: { reason },
      patient: patientId,
    }),
    // Of records that were restricted each for itself and merged then, the others go with the newest.
    others: lift(
      sql`${restriction.id} IN ${all} AND ${restriction.liftedAt} IS NULL
        AND EXISTS (SELECT 1 FROM restriction x WHERE x.clinic_id = ${clinicId} AND x.id = ${newest.id} AND x.lifted_at = ${at})`,
    ),
    cover: db
      .delete(restrictedPatient)
      .where(
        and(
          eq(restrictedPatient.clinicId, clinicId),
          sql`${restrictedPatient.restrictionId} IN (SELECT id FROM restriction WHERE clinic_id = ${clinicId} AND id IN ${all} AND lifted_at = ${at})`,
        ),
      ),
  })
  if (lifted.length === 0) return fail('stale')
  return ok({ patientId })
}
