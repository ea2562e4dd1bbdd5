import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Appointment, BusyFailure, WithId } from '../contract.ts'
import type { Step, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

/** The patient will come: booked → confirmed. */
export async function confirm(
  context: Context<AppointmentEnv>,
  input: WithId<Step>,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  return takeStep(context, input, { action: 'confirmed', from: ['booked'], to: 'confirmed', at, set: {} })
}
