import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { authorOf, recordedBy } from '../recorded-by.ts'
import type { Restriction, RestrictPatient } from './contract.ts'
import { guard } from './guard.ts'
import { idsOfPerson, restrictionsOf } from './person.ts'
import { openedRecord, type RestrictionRow, restrictedPatient, restriction } from './schema.ts'
import { toRestriction } from './view.ts'

/**
 * Restrict a record, under every id of the person, or change the restriction that there is. Whatever was opened with a reason before closes.
 *
 * @returns the restriction; `not_found` for an unknown patient, `blocks_self` where the asker's own account is among the blocked, `blocked`
 *   where it is shut out itself, `stale`.
 */
export async function restrictRecord(
  context: Context<RecordEnv>,
  input: RestrictPatient,
): Promise<Result<Restriction, 'not_found' | 'blocks_self' | 'blocked' | 'stale'>> {
  const { db, clinicId, at, actor } = context
  const { patientId, reason, version } = input
  const blocked = [...new Set(input.blocked)]
  if (blocked.includes(actor.accountId)) return fail('blocks_self')
  const ids = await idsOfPerson(context, patientId)
  if (!ids.ok) return ids
  if (await isBlocked(context, ids.value)) return fail('blocked')
  const [current] = await restrictionsOf(context, ids.value)
  if (version !== undefined && version !== current?.version) return fail('stale')
  if (current) return change(context, current, { reason, blocked })

  const id = newId('restriction')
  try {
    await batch(db, {
      restriction: db.insert(restriction).values({
        id,
        clinicId,
        patientId,
        reason,
        blocked,
        ...recordedBy(authorOf(actor)),
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      change: changeRows(context, {
        object: 'restriction',
        objectId: id,
        action: 'restriction.set',
        detail: { reason, blocked },
        patient: patientId,
      }),
      repeat: repeatRows(context, id),
      cover: insertFrom(
        db,
        restrictedPatient,
        { clinicId, patientId: sql`value`, restrictionId: id },
        sql`FROM json_each(${JSON.stringify(ids.value)})`,
      ),
      shut: db
        .delete(openedRecord)
        .where(
          and(
            eq(openedRecord.clinicId, clinicId),
            inArray(openedRecord.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(ids.value)}))`),
          ),
        ),
    })
  } catch (error) {
    // Two at once: the other one stands, and is read and changed like any.
    if (refusal(error)?.startsWith('unique:restriction')) return fail('stale')
    throw error
  }
  return readRestriction(context, id)
}

async function change(
  context: Context<RecordEnv>,
  current: RestrictionRow,
  { reason, blocked }: { reason: string; blocked: string[] },
): Promise<Result<Restriction, 'stale'>> {
  const { db, clinicId, at, actor } = context
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .update(restriction)
      .set({ reason, blocked, ...recordedBy(authorOf(actor)), version: current.version + 1, updatedAt: at })
      .where(
        and(
          eq(restriction.clinicId, clinicId),
          eq(restriction.id, current.id),
          eq(restriction.version, current.version),
          isNull(restriction.liftedAt),
        ),
      )
      .returning(),
    change: changeRows(context, {
      object: 'restriction',
      objectId: current.id,
      action: 'restriction.changed',
      detail: { reason, blocked },
      patient: current.patientId,
    }),
    repeat: repeatRows(context, current.id),
  })
  return row ? ok(toRestriction(row, { withBlocked: true })) : fail('stale')
}

/** Whether a restriction of any of these ids shuts the asker out. Owners may restrict, too, who read no record. */
export async function isBlocked(context: Context<RecordEnv>, ids: readonly string[]): Promise<boolean> {
  const door = await guard(context, { patients: ids })
  return !door.ok && door.code === 'blocked'
}

/** One restriction, as a repeat with the same Idempotency-Key is answered. */
export async function readRestriction(
  { db, clinicId }: Context,
  id: string,
): Promise<Result<Restriction, 'not_found'>> {
  const [row] = await db
    .select()
    .from(restriction)
    .where(and(eq(restriction.clinicId, clinicId), eq(restriction.id, id)))
  return row ? ok(toRestriction(row, { withBlocked: true })) : fail('not_found')
}
