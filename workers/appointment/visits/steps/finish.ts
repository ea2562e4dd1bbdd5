import { isNull } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Appointment, BusyFailure, WithId } from '../contract.ts'
import { appointment } from '../schema.ts'
import type { Step, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

/** The doctor has finished: the visit stays in progress until check-out, but doctor and room are free. */
export async function finish(
  context: Context<AppointmentEnv>,
  input: WithId<Step>,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  return takeStep(context, input, {
    action: 'finished',
    from: ['in_progress'],
    to: 'in_progress',
    at,
    set: { finishedAt: at },
    when: isNull(appointment.finishedAt),
  })
}
