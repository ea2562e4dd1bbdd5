import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Appointment, BusyFailure, WithId } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { Step, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

/** The patient leaves: in_progress → completed. Finishes the visit where `finish` was not called before. */
export async function checkOut(
  context: Context<AppointmentEnv>,
  input: WithId<Step>,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  return takeStep(context, input, {
    action: 'checked_out',
    from: ['in_progress'],
    to: 'completed',
    at,
    set: { finishedAt: sql`coalesce(${appointment.finishedAt}, ${at})`, completedAt: at },
  })
}
