import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { fail, type Result } from '#shared/result'
import type { GatewayBindings } from '../gateway.ts'
import type { ConfirmByMail, RegisterAtClinic } from '../identity/accounts/contract.ts'
import { limitStrangers } from '../identity/attempts/attempt-guard.ts'
import type { Client } from '../identity/browser/client.ts'
import { openClinic } from './public.ts'

/** Somebody becomes a patient of the clinic of a public address: staff knows the address, identity registers. */
export async function registerAtClinic(
  env: GatewayBindings,
  { at, requestId }: Actor,
  { slug, registration, client }: { slug: string; registration: RegisterAtClinic; client: Client },
): Promise<Result<ConfirmByMail, FailureCode>> {
  const place = await limitStrangers({ env, at }, 'patient', client)
  if (!place.ok) return place
  // Nothing is written yet: a silent staff Worker is `unavailable`, before the gateway would have to say that the outcome is unknown.
  const asked = await settleWithin(budgets.checkBeforeWrite, openClinic(env, slug, at, requestId))
  if ('error' in asked) return fail('unavailable')
  if (!asked.value.ok) return asked.value
  return env.IDENTITY['public.register'](asked.value.value.stranger, { ...registration, client })
}
