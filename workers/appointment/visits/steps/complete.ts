import { and, isNotNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { type Appointment, type BusyFailure, openStatuses, type WithId } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { StepFailure } from './contract.ts'
import { takeStep } from './transition.ts'

export const beforeToday = ({ at, actor }: Context) =>
  lt(appointment.startsAt, startOfDay(localDate(at, actor.timezone), actor.timezone))

/**
 * A late entry for a visit of a past day that took place and was left open: any open status → completed. Its end is the noted or else the
 * booked end. Arrival and start stay empty where they were not noted, so that the visit counts in no waiting time.
 *
 * @returns the visit; `wrong_status` also for a visit of today, which is checked out, and for one that no doctor ever had.
 */
export function complete(
  context: Context<AppointmentEnv>,
  input: WithId<unknown>,
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
