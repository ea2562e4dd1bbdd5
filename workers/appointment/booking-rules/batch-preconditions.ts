import { and, eq, gt, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Statement } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { dayOf } from '../clinic-day.ts'
import { slotHold } from '../slots/holds/schema.ts'
import { appointment } from '../visits/schema.ts'
import { countsToDailyMaximum, liveHolds } from './busy-times.ts'
import { refusedWrite } from './schema.ts'

/**
 * Statements that stand in a batch before the write of a visit. They delete the hold that the booking uses, and count visits inside the
 * transaction, where no other write can come between. A refusal ends the batch and restores the hold.
 */

export type Preconditions = Statement[]

/** Delete the hold of the account that asks. The hold of another account is not touched. */
export function consumeHold({ db, clinicId, actor }: Context, holdId: string | undefined): Preconditions {
  if (holdId === undefined) return []
  return [
    db
      .delete(slotHold)
      .where(and(eq(slotHold.clinicId, clinicId), eq(slotHold.id, holdId), eq(slotHold.accountId, actor.accountId))),
  ]
}

export interface DailyLimit {
  staffId: string
  startsAt: number
  /** Undefined where the member of staff has no daily maximum. */
  limit: number | undefined
  /** The visit that is being moved; it is not counted. */
  exceptVisitId?: string
}

/** Ends the batch with `daily_limit` where visits and held times of that day have reached the daily maximum of the member of staff. */
export function dailyMaximumPrecondition(
  context: Context,
  { staffId, startsAt, limit, exceptVisitId = '' }: DailyLimit,
): Preconditions {
  if (limit === undefined) return []
  const { db, clinicId, actor } = context
  const day = dayOf(startsAt, actor.timezone)
  const visits = db
    .select({ n: sql`count(*)` })
    .from(appointment)
    .where(
      and(
        eq(appointment.staffId, staffId),
        countsToDailyMaximum(clinicId),
        gte(appointment.startsAt, day.from),
        lt(appointment.startsAt, day.to),
        ne(appointment.id, exceptVisitId),
      ),
    )
  const holds = db
    .select({ n: sql`count(*)` })
    .from(slotHold)
    .where(
      and(
        liveHolds(context),
        eq(slotHold.staffId, staffId),
        gte(slotHold.startsAt, day.from),
        lt(slotHold.startsAt, day.to),
      ),
    )
  return [insertWhere(db, refusedWrite, { word: 'daily_limit' }, sql`${visits} + ${holds} >= ${limit}`)]
}

/** Ends the batch with `too_many_open` where a person, over all linked ids, has as many visits ahead as the clinic's policy allows. */
export function openVisitsPrecondition(
  { db, clinicId, at }: Context,
  patientIds: string[],
  limit: number | undefined,
): Preconditions {
  if (limit === undefined) return []
  const ahead = db
    .select({ n: sql`count(*)` })
    .from(appointment)
    .where(
      and(
        eq(appointment.clinicId, clinicId),
        inArray(appointment.patientId, patientIds),
        gt(appointment.startsAt, at),
        eq(appointment.kind, 'scheduled'),
        inArray(appointment.status, ['booked', 'confirmed']),
      ),
    )
  return [insertWhere(db, refusedWrite, { word: 'too_many_open' }, sql`${ahead} >= ${limit}`)]
}
