import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import { knowsStaff } from '../booking-rules/known-staff.ts'
import type { Acting, Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { changeWaiting } from './change-waiting.ts'
import type { Call } from './contract.ts'

export type Refused = 'not_found' | 'stale' | 'wrong_status' | 'staff_not_found' | 'staff_archived' | 'room_not_found'

/** What a call leaves on the visit: without a room or a doctor named, the visit's own. */
export function calling({ at }: Context, { roomId, staffId }: Call) {
  return {
    calledAt: at,
    callCount: sql`${appointment.callCount} + 1`,
    calledRoomId: roomId ?? appointment.roomId,
    calledStaffId: staffId ?? appointment.staffId,
    version: sql`${appointment.version} + 1`,
    updatedAt: at,
  }
}

export async function callOne(
  context: Context<AppointmentEnv>,
  { id, version, ...to }: Acting<Call>,
  action: string,
  when: SQL,
): Promise<Result<Appointment, Refused>> {
  const known = await knowsStaff(context, to.staffId)
  if (!known.ok) return known
  const again = action === 'appointment.recalled'
  const kept = again
    ? {
        calledRoomId: to.roomId ?? appointment.calledRoomId,
        calledStaffId: to.staffId ?? appointment.calledStaffId,
      }
    : {}
  return changeWaiting(context, { id, version }, action, when, { ...calling(context, to), ...kept })
}
