import { and, eq, isNull, sql } from 'drizzle-orm'
import { system } from '#shared/actor'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets, settleWithin } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import { membership } from '../members/schema.ts'
import type { ActOnRelation, Relation } from './contract.ts'
import { standsFor } from './schema.ts'
import { relationHere, selectRelations, statusOf, toRelation } from './view.ts'

export interface OnRelation extends ActOnRelation {
  id: string
  version?: number | undefined
}

/**
 * Open a patient's record to a new relation before its time, or where it would not open by itself, and what merges have joined to it by now.
 * For a guardian of somebody who is of age, or soon will be, it confirms that the guardianship goes on.
 *
 * @returns the relation; `forbidden` for whoever invited it, for the account itself, and where records are merged for whoever verified or
 *   merged one of them; `not_found`, `stale`; `wrong_status` for one that has ended or that nothing is left to approve of; `unavailable` where
 *   the patient Worker does not say whose hands those were.
 */
export async function approveRelation(
  context: IdentityContext,
  { id, version, reason }: OnRelation,
): Promise<Result<Relation, 'not_found' | 'stale' | 'forbidden' | 'wrong_status' | 'unavailable'>> {
  const { env, db, at, actor, clinicId } = context
  const [before] = await selectRelations(db, relationHere(context, id))
  if (!before) return fail('not_found')
  const { row } = before
  if (row.invitedBy === actor.accountId || row.accountId === actor.accountId) return fail('forbidden')
  if (version !== undefined && version !== row.version) return fail('stale')
  const status = statusOf(row, at)
  const comesOfAge = row.ofAgeOn !== null && row.confirmedAt === null
  // A day has passed by itself, and still nobody has approved: a merge asks for that.
  const opens = row.opening !== 'at_once' && row.approvedAt === null
  if (status === 'ended') return fail('wrong_status', { status })
  const asked = env.PATIENT['patient.joined'](system(clinicId, at, actor.requestId), row.patientId)
  const known = await settleWithin(budgets.checkBeforeWrite, asked)
  if ('error' in known || !known.value.ok) return fail('unavailable')
  const { ids, hands } = known.value.value
  const others = ids.filter(one => one !== row.patientId)
  const joins = row.heldFor !== null || others.some(one => !row.covers.includes(one))
  if (!(opens || joins || comesOfAge)) return fail('wrong_status', { status })
  const reaches = opens || joins
  if (reaches && others.length > 0 && hands.includes(actor.accountId)) return fail('forbidden')
  const { changed } = await batch(db, {
    changed: db
      .update(standsFor)
      .set({
        ...(row.approvedAt === null && reaches
          ? { approvedAt: at, approvedBy: actor.accountId, approvedByName: actor.name }
          : {}),
        // What it was given for, and no more: a merge to come waits again.
        ...(reaches ? { covers: others, heldFor: null } : {}),
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
    // Which records a token reaches stands in it.
    renewed: joins
      ? [
          db
            .update(membership)
            .set({ version: sql`version + 1`, updatedAt: at })
            .where(and(eq(membership.clinicId, row.clinicId), eq(membership.id, row.membershipId))),
        ]
      : [],
  })
  const [approved] = changed
  return approved ? ok(toRelation({ row: approved, name: before.name }, actor)) : fail('stale')
}
