import type { Context } from '#shared/context'
import { fail, type Result } from '#shared/result'
import type { Acting, Appointment, BusyFailure, Cancel, StepFailure } from './contract.ts'
import { instantOf, takeStep } from './step.ts'

/**
 * The visit will not be: booked, confirmed or arrived → cancelled; its time is free at once. Patients cancel in their own name, and not
 * any more once they are here.
 */
export async function cancel(
  context: Context<AppointmentEnv>,
  input: Acting<Cancel>,
): Promise<Result<Appointment, StepFailure | BusyFailure | 'forbidden'>> {
  const own = context.reach === 'own'
  if (own && input.by !== 'patient') return fail('forbidden')
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  return takeStep(context, input, {
    action: 'cancelled',
    from: own ? ['booked', 'confirmed'] : ['booked', 'confirmed', 'arrived'],
    to: 'cancelled',
    at,
    set: { cancelledAt: at, cancelledBy: input.by, cancelledCode: input.code, cancelledReason: input.reason ?? null },
  })
}
