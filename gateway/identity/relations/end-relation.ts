import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import { idsOfPerson } from '../members/patient-links.ts'
import { membership } from '../members/schema.ts'
import type { OnRelation } from './approve-relation.ts'
import type { Relation } from './contract.ts'
import { openAt, type RelationRow } from './opening.ts'
import { standsFor } from './schema.ts'
import { relationHere, selectRelations, toRelation } from './view.ts'

/**
 * End a relation. Its membership gets a new version in the same batch, so that every token of before is refused from then on.
 *
 * Patients and guardians whose own relation is open end any relation to the patient; everybody ends the own one. A carer, and whoever is
 * new, ends nobody else's.
 *
 * @returns the relation; `not_found`, `stale`, `forbidden`; `wrong_status` for one that has ended.
 */
export async function endRelation(
  context: IdentityContext,
  { id, version, reason }: OnRelation,
): Promise<Result<Relation, 'not_found' | 'stale' | 'forbidden' | 'wrong_status'>> {
  const { db, at, actor, reach } = context
  const [before] = await selectRelations(db, relationHere(context, id))
  if (!before) return fail('not_found')
  const { row } = before
  if (reach === 'own') {
    const refused = await refusedToOwn(context, row)
    if (refused) return fail(refused)
  }
  if (version !== undefined && version !== row.version) return fail('stale')
  if (row.endedAt !== null) return fail('wrong_status', { status: 'ended' })
  const { changed } = await batch(db, {
    changed: db
      .update(standsFor)
      .set({
        endedAt: at,
        endedBy: actor.accountId,
        endedByName: actor.name,
        endedFor: 'request',
        endReason: reason ?? null,
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(and(relationHere(context, id), eq(standsFor.version, row.version), isNull(standsFor.endedAt)))
      .returning(),
    change: changeRows(context, {
      object: 'relation',
      objectId: id,
      action: 'relation.ended',
      detail: { reason },
      patient: row.patientId,
    }),
    repeat: repeatRows(context, id),
    renewed: db
      .update(membership)
      .set({ version: sql`version + 1`, updatedAt: at })
      .where(
        and(
          eq(membership.clinicId, row.clinicId),
          eq(membership.id, row.membershipId),
          sql`EXISTS (SELECT 1 FROM stands_for s WHERE s.id = ${id} AND s.ended_at = ${at})`,
        ),
      ),
  })
  const [ended] = changed
  return ended ? ok(toRelation({ row: ended, name: before.name }, actor)) : fail('stale')
}

async function refusedToOwn(
  context: IdentityContext,
  row: RelationRow,
): Promise<'not_found' | 'forbidden' | undefined> {
  const { db, actor, at } = context
  if (row.accountId === actor.accountId) return undefined
  if (!actor.patients.includes(row.patientId)) return 'not_found'
  // Where records are merged, the own relation may be to another one of the same person.
  const ids = (await idsOfPerson(context, row.patientId)).filter(id => id && actor.patients.includes(id))
  const [mine] = await db
    .select({ id: standsFor.id })
    .from(standsFor)
    .where(
      and(
        eq(standsFor.clinicId, row.clinicId),
        eq(standsFor.accountId, actor.accountId),
        isNull(standsFor.endedAt),
        sql`${standsFor.patientId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        sql`${standsFor.relation} IN ('self', 'guardian')`,
        openAt(at),
      ),
    )
  return mine ? undefined : 'forbidden'
}
