import { isNotNull } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import type { Acting, Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { callOne, type Refused } from './calling.ts'
import type { Call } from './contract.ts'

/** Call again who was called and has not come; a room or doctor named now counts from now on. */
export async function recall(
  context: Context<AppointmentEnv>,
  input: Acting<Call>,
): Promise<Result<Appointment, Refused>> {
  return callOne(context, input, 'appointment.recalled', isNotNull(appointment.calledAt))
}
