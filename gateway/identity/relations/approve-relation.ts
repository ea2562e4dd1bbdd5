import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import type { ActOnRelation, Relation } from './contract.ts'
import { standsFor } from './schema.ts'
import { relationHere, selectRelations, statusOf, toRelation } from './view.ts'

export interface OnRelation extends ActOnRelation {
  id: string
  version?: number | undefined
}

/**
 * Open a patient's record to a new relation before its time, or where it would not open by itself. For a guardian of somebody who is of age,
 * or soon will be, it confirms that the guardianship goes on.
 *
 * @returns the relation; `forbidden` for whoever invited it and for the account itself; `not_found`, `stale`; `wrong_status` for one that has
 *   ended or that nothing is left to approve of.
 */
export async function approveRelation(
  context: IdentityContext,
  { id, version, reason }: OnRelation,
): Promise<Result<Relation, 'not_found' | 'stale' | 'forbidden' | 'wrong_status'>> {
  const { db, at, actor } = context
  const [before] = await selectRelations(db, relationHere(context, id))
  if (!before) return fail('not_found')
  const { row } = before
  if (row.invitedBy === actor.accountId || row.accountId === actor.accountId) return fail('forbidden')
  if (version !== undefined && version !== row.version) return fail('stale')
  const status = statusOf(row, at)
  const comesOfAge = row.ofAgeOn !== null && row.confirmedAt === null
  // A day has passed by itself, and still nobody has approved: a merge asks for that.
  const opens = row.opening !== 'at_once' && row.approvedAt === null
  if (status === 'ended' || !(opens || comesOfAge)) return fail('wrong_status', { status })
  const { changed } = await batch(db, {
    changed: db
      .update(standsFor)
      .set({
        ...(opens ? { approvedAt: at, approvedBy: actor.accountId, approvedByName: actor.name } : {}),
        ...(comesOfAge ? { confirmedAt: at } : {}),
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(and(relationHere(context, id), eq(standsFor.version, row.version), isNull(standsFor.endedAt)))
      .returning(),
    change: changeRows(context, {
      object: 'relation',
      objectId: id,
      action: 'relation.approved',
      detail: { reason },
      patient: row.patientId,
    }),
    repeat: repeatRows(context, id),
  })
  const [approved] = changed
  return approved ? ok(toRelation({ row: approved, name: before.name }, actor)) : fail('stale')
}
