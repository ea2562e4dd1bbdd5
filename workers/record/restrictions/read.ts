import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { may } from '#shared/permissions'
import { ok, type Result } from '#shared/result'
import type { RecordState } from './contract.ts'
import { guard } from './guard.ts'
import { idsOfPerson, restrictionsOf } from './person.ts'
import { openedRecord, recordAccess } from './schema.ts'
import { toRecordAccess, toRestriction } from './view.ts'

/**
 * How a patient's record stands for the asker: whether it asks for a reason, who restricted it and why, and with what it is open today.
 * Whoever it blocks hears that alone.
 *
 * @returns `not_found` for an unknown patient.
 */
export async function readRecordState(
  context: Context<RecordEnv>,
  patientId: string,
): Promise<Result<RecordState, 'not_found'>> {
  const { db, clinicId, actor, at } = context
  const ids = await idsOfPerson(context, patientId)
  if (!ids.ok) return ids
  const door = await guard(context, { patients: ids.value })
  if (!door.ok && door.code === 'blocked') return ok({ patientId, asks: 'blocked' })
  const [[row], [access]] = await Promise.all([
    restrictionsOf(context, ids.value),
    db
      .select({ access: recordAccess })
      .from(openedRecord)
      .innerJoin(recordAccess, eq(recordAccess.id, openedRecord.accessId))
      .where(
        and(
          eq(openedRecord.clinicId, clinicId),
          eq(openedRecord.accountId, actor.accountId),
          inArray(openedRecord.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(ids.value)}))`),
          gt(openedRecord.until, at),
        ),
      )
      .orderBy(sql`${openedRecord.until} DESC`)
      .limit(1),
  ])
  return ok({
    patientId,
    asks: door.ok ? 'nothing' : 'reason',
    restriction: row && toRestriction(row, { withBlocked: may(actor.roles, 'restriction.set') !== false }),
    access: access && toRecordAccess(access.access),
  })
}
