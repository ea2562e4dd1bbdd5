import { and, count, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { type Acting, type Appointment, type BusyFailure, openStatuses } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { StepFailure } from './contract.ts'
import { takeStep } from './transition.ts'

const beforeToday = ({ at, actor }: Context) =>
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

/** How many visits of past days nobody closed. */
export async function unclosed(context: Context): Promise<Result<{ count: number }>> {
  const [row] = await context.db
    .select({ count: count() })
    .from(appointment)
    .where(
      and(eq(appointment.clinicId, context.clinicId), inArray(appointment.status, openStatuses), beforeToday(context)),
    )
  return ok({ count: row?.count ?? 0 })
}
