import { isNotNull } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import type { Appointment, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { type CallFailure, callOne } from './calling.ts'
import type { Call } from './contract.ts'

/** Repeat the call of a patient who has not come; a room or doctor named now replaces the one of the call before. */
export async function recall(
  context: Context<AppointmentEnv>,
  input: WithId<Call>,
): Promise<Result<Appointment, CallFailure>> {
  return callOne(context, input, 'appointment.recalled', isNotNull(appointment.calledAt))
}
