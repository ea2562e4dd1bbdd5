import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { outboxRow } from '#shared/database/outbox'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { addDays, localDate, startOfDay } from '#shared/time'
import type { OpenRecord, RecordAccess } from './contract.ts'
import { idsOfPerson } from './person.ts'
import { isBlocked } from './restrict.ts'
import { openedRecord, recordAccess } from './schema.ts'
import { toRecordAccess } from './view.ts'

export interface OpenWithReasonInput extends OpenRecord {
  patientId: string
  /** Where the mails lead that follow. */
  origin: string
}

/** The topic of what follows: the mails to the owners and to the patient. */
const openedTopic = 'record.opened'

/**
 * Open a record with a reason, for this account until the clinic's next midnight, under every id of the person. The access log's entry holds
 * the reason, and every entry of what is read and written then the id of this access.
 *
 * @returns the access; `not_found` for an unknown patient, `blocked` for an account that gets in with no reason.
 */
export async function openWithReason(
  context: Context<RecordEnv>,
  { patientId, reason, origin }: OpenWithReasonInput,
): Promise<Result<RecordAccess, 'not_found' | 'blocked'>> {
  const { db, clinicId, at, actor } = context
  const { accountId, timezone, asked } = actor
  const ids = await idsOfPerson(context, patientId)
  if (!ids.ok) return ids
  if (await isBlocked(context, ids.value)) return fail('blocked')
  const id = newId('record_access')
  const until = startOfDay(addDays(localDate(at, timezone), 1), timezone)
  const marked = { ...context, actor: { ...actor, under: [id], ...(asked && { asked: { ...asked, reason } }) } }
  await batch(db, {
    access: db
      .insert(recordAccess)
      .values({ id, clinicId, patientId, accountId, accountName: actor.name, reason, until, createdAt: at }),
    change: changeRows(marked, {
      object: 'record_access',
      objectId: id,
      action: 'record.opened',
      detail: { reason },
      patient: patientId,
    }),
    repeat: repeatRows(context, id),
    opened: insertFrom(
      db,
      openedRecord,
      { clinicId, accountId, patientId: sql`value`, accessId: id, until },
      sql`FROM json_each(${JSON.stringify(ids.value)})`,
    ),
    mails: outboxRow(context, openedTopic, id, { patientId, origin, accountId }),
  })
  return readRecordAccess(context, id)
}

/** One access, as a repeat with the same Idempotency-Key is answered. */
export async function readRecordAccess(
  { db, clinicId, actor }: Context,
  id: string,
): Promise<Result<RecordAccess, 'not_found'>> {
  const [row] = await db
    .select()
    .from(recordAccess)
    .where(
      and(eq(recordAccess.clinicId, clinicId), eq(recordAccess.id, id), eq(recordAccess.accountId, actor.accountId)),
    )
  return row ? { ...ok(toRecordAccess(row)), under: [id] } : fail('not_found')
}
