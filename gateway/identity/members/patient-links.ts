import { budgets, settleWithin } from '#shared/deadline'
import type { IdentityContext } from '../context.ts'

/** Every id of the patient whom a list is asked for. Where the patient Worker is silent, the one that was asked for alone. */
export async function idsOfPerson(
  { env, actor }: IdentityContext,
  patientId: string | undefined,
): Promise<[string | undefined, ...string[]]> {
  if (patientId === undefined) return [undefined]
  const outcome = await settleWithin(budgets.names, env.PATIENT['patient.linked'](actor, patientId))
  return 'value' in outcome && outcome.value.ok ? [patientId, ...outcome.value.value.ids] : [patientId]
}
