import { isNotNull, or, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import { nameOfActiveStaff } from '../../booking-rules/known-staff.ts'
import type { Appointment, BusyFailure, WithId } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { Start, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

type Outcome = Result<Appointment, StepFailure | BusyFailure | 'staff_required' | 'staff_not_found' | 'staff_archived'>

/**
 * The visit starts: arrived → in_progress. A walk-in without a doctor gets the named one or the one who called the patient
 * (`staff_required` without either), and the room to which the patient was called.
 */
export async function start(context: Context<AppointmentEnv>, input: WithId<Start>): Promise<Outcome> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  const activeStaff = await nameOfActiveStaff(context, input.staffId)
  if (!activeStaff.ok) return activeStaff
  const outcome = await takeStep(context, input, {
    action: 'started',
    from: ['arrived'],
    to: 'in_progress',
    at,
    set: {
      startedAt: at,
      staffId: input.staffId ?? sql`coalesce(${appointment.staffId}, ${appointment.calledStaffId})`,
      roomId: sql`iif(${appointment.kind} = 'walk_in', coalesce(${appointment.calledRoomId}, ${appointment.roomId}), ${appointment.roomId})`,
    },
    when: input.staffId ? undefined : or(isNotNull(appointment.staffId), isNotNull(appointment.calledStaffId)),
  })
  const lacksStaff = !outcome.ok && outcome.code === 'wrong_status' && outcome.details?.status === 'arrived'
  return lacksStaff ? fail('staff_required') : outcome
}
