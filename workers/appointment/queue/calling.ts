import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import { nameOfActiveStaff } from '../booking-rules/known-staff.ts'
import type { Appointment, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { changeWaiting } from './change-waiting.ts'
import type { Call } from './contract.ts'

export type CallFailure =
  | 'not_found'
  | 'stale'
  | 'wrong_status'
  | 'staff_not_found'
  | 'staff_archived'
  | 'room_not_found'

/** The columns that a call writes; without a named room or doctor those of the visit. */
export function callColumns({ at }: Context, { roomId, staffId }: Call) {
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
  { id, version, ...to }: WithId<Call>,
  action: string,
  when: SQL,
): Promise<Result<Appointment, CallFailure>> {
  const activeStaff = await nameOfActiveStaff(context, to.staffId)
  if (!activeStaff.ok) return activeStaff
  const isRecall = action === 'appointment.recalled'
  const recallTarget = isRecall
    ? {
        calledRoomId: to.roomId ?? appointment.calledRoomId,
        calledStaffId: to.staffId ?? appointment.calledStaffId,
      }
    : {}
  return changeWaiting(context, { id, version }, action, when, { ...callColumns(context, to), ...recallTarget })
}
