import type { Context } from '#shared/context'
import type { RegisterPatient } from './contract.ts'
import { insertPatient, type Registered } from './register.ts'

/** Register a person who confirmed the registration of the public page. The record is marked until the clinic has seen who it is. */
export function registerOnline(context: Context, input: RegisterPatient): Registered {
  return insertPatient(context, input, true)
}
