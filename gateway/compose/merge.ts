import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import type { Result } from '#shared/result'
import type { Unmerged } from '../../workers/patient/duplicates/contract.ts'
import type { Patient } from '../../workers/patient/patients/contract.ts'
import type { GatewayBindings } from '../gateway.ts'
import { settleEffects } from '../identity/effects.ts'

interface Duplicate {
  id: string
  version?: number
}

/** Merge a duplicate into the patient who is kept; whoever stands for either sees it at once. */
export async function mergePatients(
  env: GatewayBindings,
  actor: Actor,
  input: Duplicate & { intoId: string },
): Promise<Result<Patient, FailureCode>> {
  const merged = await env.PATIENT['patient.merge'](actor, input)
  if (merged.ok) await renewSessions(env, actor)
  return merged
}

/** Split a merged patient off again. */
export async function unmergePatient(
  env: GatewayBindings,
  actor: Actor,
  input: Duplicate,
): Promise<Result<Unmerged, FailureCode>> {
  const split = await env.PATIENT['patient.unmerge'](actor, input)
  if (split.ok) await renewSessions(env, actor)
  return split
}

/** Before the answer, so that open sessions see it at once; the sweep does what fails or takes longer. */
async function renewSessions(env: GatewayBindings, { requestId, clinicId }: Actor): Promise<void> {
  const outcome = await settleWithin(budgets.renewal, settleEffects(env, 'PATIENT'))
  if ('error' in outcome) log('outbox.failed', { requestId, clinicId, ...thrown(outcome.error) })
}
