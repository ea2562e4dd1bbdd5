import { eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Acting, Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { reachable } from '../visits/view.ts'
import { dueOf, inCallingOrder, type Placed, rankOf, waitingOn } from './calling-order.ts'
import { changeWaiting } from './change-waiting.ts'

/** Behind so many of the next ones of the same line goes who was called and was not there. */
const behind = 3

/**
 * Who was called and did not come waits again, behind the next three of the same line, and can be called again. Who waits for another
 * doctor does not count. An urgent one keeps that only among the urgent.
 *
 * @returns the visit; `not_found`, `stale`, `wrong_status`.
 */
export async function skip(
  context: Context<AppointmentEnv>,
  { id, version }: Acting<unknown>,
): Promise<Result<Appointment, 'not_found' | 'stale' | 'wrong_status' | 'room_not_found'>> {
  const { db, clinicId, at } = context
  const [seen] = await db.select().from(appointment).where(reachable(context, id))
  if (!seen) return fail('not_found')
  if (seen.status !== 'arrived' || seen.queueDate === null) return fail('wrong_status', { status: seen.status })
  const others = await db.select().from(appointment).where(waitingOn(clinicId, seen.queueDate))
  const before = placeBehind(
    seen,
    others.filter(one => one.id !== id && one.calledAt === null),
  )
  return changeWaiting(
    context,
    { id, version: version ?? seen.version },
    'appointment.skipped',
    eq(appointment.status, 'arrived'),
    {
      calledAt: null,
      calledRoomId: null,
      calledStaffId: null,
      queueRank: before ? rankOf(before) : seen.queueRank,
      queueDue: before ? dueOf(before) : seen.queueDue,
      skippedAt: at,
      version: seen.version + 1,
      updatedAt: at,
    },
  )
}

/** The last of the next ones who wait in the same line; undefined where nobody comes after. */
export function placeBehind(one: Placed, waiting: readonly Placed[]): Placed | undefined {
  return waiting
    .filter(other => other.staffId === null || one.staffId === null || other.staffId === one.staffId)
    .filter(other => inCallingOrder(one, other) < 0)
    .sort(inCallingOrder)
    .slice(0, behind)
    .at(-1)
}
