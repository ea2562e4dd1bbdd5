import { eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Appointment, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { reachable } from '../visits/view.ts'
import { dueOf, inCallingOrder, type QueueOrderColumns, rankOf, waitingOn } from './calling-order.ts'
import { changeWaiting } from './change-waiting.ts'

/** A skipped patient waits behind so many of the next patients for the same doctor. */
const placesBehind = 3

/**
 * Skip a patient who was called and did not come. The patient waits again behind the next `placesBehind` patients for the same doctor or
 * for any, and can be called again. An urgent patient who waits behind one that is not urgent is called in that one's rank.
 *
 * @returns the visit; `not_found`, `stale`, `wrong_status`.
 */
export async function skip(
  context: Context<AppointmentEnv>,
  { id, version }: WithId<unknown>,
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

/** The patient behind whom a skipped one waits; undefined where no patient for the same doctor comes after. */
export function placeBehind(
  one: QueueOrderColumns,
  waiting: readonly QueueOrderColumns[],
): QueueOrderColumns | undefined {
  return waiting
    .filter(other => other.staffId === null || one.staffId === null || other.staffId === one.staffId)
    .filter(other => inCallingOrder(one, other) < 0)
    .sort(inCallingOrder)
    .slice(0, placesBehind)
    .at(-1)
}
