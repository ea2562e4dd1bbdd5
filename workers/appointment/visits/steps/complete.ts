import { and, isNotNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { type Acting, type Appointment, type BusyFailure, openStatuses } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { StepFailure } from './contract.ts'
import { takeStep } from './transition.ts'

export const beforeToday = ({ at, actor }: Context) =>
  lt(appointment.startsAt, startOfDay(localDate(at, actor.timezone), actor.timezone))

/**
 * A late entry: the visit of a past day took place, and nobody closed it. From any open status → completed. It ended when it was to end, or
 * when somebody noted it; when the patient came and went in stays unknown where nobody noted that, so that no waiting time comes of it.
 *
 * @returns the visit; `wrong_status` also for a visit of today, which is checked out, and for one that no doctor ever had.
 */
export function complete(
  context: Context<AppointmentEnv>,
  input: Acting<unknown>,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const ended = sql`coalesce(${appointment.finishedAt}, max(${appointment.endsAt}, coalesce(${appointment.startedAt}, 0)))`
  return takeStep(context, input, {
    action: 'completed_late',
    from: openStatuses,
    to: 'completed',
    at: context.at,
    set: { finishedAt: ended, completedAt: ended },
    when: and(beforeToday(context), isNotNull(appointment.staffId)),
  })
}
