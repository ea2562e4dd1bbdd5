import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Appointment, BusyFailure, WithId } from '../contract.ts'
import type { Step, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

/** The patient did not come: booked or confirmed → no_show; the time is free. A patient who comes later is checked in as usual. */
export async function noShow(
  context: Context<AppointmentEnv>,
  input: WithId<Step>,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  return takeStep(context, input, { action: 'no_show', from: ['booked', 'confirmed'], to: 'no_show', at, set: {} })
}
