import { isNull } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import type { Acting, Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { callOne, type Refused } from './calling.ts'
import type { Call } from './contract.ts'

/** Call someone who waits. Of two desks at once one calls; the other hears `wrong_status` with `called`. */
export function call(context: Context<AppointmentEnv>, input: Acting<Call>): Promise<Result<Appointment, Refused>> {
  return callOne(context, input, 'appointment.called', isNull(appointment.calledAt))
}
