import { and, eq, gt, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Statement } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { dayOf } from '../clinic-day.ts'
import { slotHold } from '../slots/holds/schema.ts'
import { appointment } from '../visits/schema.ts'
import { counts, liveHolds } from './busy-times.ts'
import { refusedWrite } from './schema.ts'

/**
 * What stands in a batch before the write of a visit: the own hold is used up, and what must not become more is counted where nobody can
 * come in between. A refusal ends the batch, and the hold is there again.
 */

export type Before = Statement[]

/** Take away the asker's own hold. Another's, an expired or an unknown one is not met, and stays what it is. */
export function consumeHold({ db, clinicId, actor }: Context, holdId: string | undefined): Before {
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
  /** Undefined where there is none. */
  limit: number | undefined
  /** A visit that is moved and does not count twice. */
  besides?: string
}

/** Ends the batch with `daily_limit` where someone already has as many visits and held times on that day as they take. */
export function dailyGuard(context: Context, { staffId, startsAt, limit, besides = '' }: DailyLimit): Before {
  if (limit === undefined) return []
  const { db, clinicId, actor } = context
  const day = dayOf(startsAt, actor.timezone)
  const visits = db
    .select({ n: sql`count(*)` })
    .from(appointment)
    .where(
      and(
        eq(appointment.staffId, staffId),
        counts(clinicId),
        gte(appointment.startsAt, day.from),
        lt(appointment.startsAt, day.to),
        ne(appointment.id, besides),
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

/** Ends the batch with `too_many_open` where a person, under whichever ids, already has as many visits ahead as the clinic lets them book. */
export function openGuard({ db, clinicId, at }: Context, patientIds: string[], limit: number | undefined): Before {
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
