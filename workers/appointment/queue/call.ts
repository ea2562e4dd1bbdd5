import { isNull } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import type { Appointment, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { type CallFailure, callOne } from './calling.ts'
import type { Call } from './contract.ts'

/** Call a waiting patient. Of two desks at once one calls; the other is answered `wrong_status` with the status `called`. */
export function call(context: Context<AppointmentEnv>, input: WithId<Call>): Promise<Result<Appointment, CallFailure>> {
  return callOne(context, input, 'appointment.called', isNull(appointment.calledAt))
}
