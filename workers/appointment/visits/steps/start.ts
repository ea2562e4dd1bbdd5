import { isNotNull, or, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import { knowsStaff } from '../../booking-rules/known-staff.ts'
import type { Acting, Appointment, BusyFailure } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { Start, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

type Outcome = Result<Appointment, StepFailure | BusyFailure | 'staff_required' | 'staff_not_found' | 'staff_archived'>

/**
 * The patient goes in: arrived → in_progress. A walk-in that waits for anyone gets its doctor here, the one named or the one who called
 * (`staff_required` without either), and the room to which it was called.
 */
export async function start(context: Context<AppointmentEnv>, input: Acting<Start>): Promise<Outcome> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  const known = await knowsStaff(context, input.staffId)
  if (!known.ok) return known
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
