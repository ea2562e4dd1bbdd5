import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import type { Observations, RecordObservations } from './contract.ts'
import { type AddObservationFailure, write } from './write.ts'

/**
 * Record 1 to 50 observations, all or none, in one statement.
 *
 * The database refuses what joins a signed encounter (laboratory values aside) or an encounter of another patient.
 *
 * @returns the observations in the order given; or `invalid_request` with the item and rule, `unknown_unit` for a unit that a known vital
 *   sign does not have, `patient_not_found`, `patient_archived`, `encounter_not_found`, `signed`.
 */
export async function addObservations(
  context: Context<RecordEnv>,
  { items }: RecordObservations,
): Promise<Result<Observations, AddObservationFailure>> {
  const result = await write(context, items, i => `items.${i}.`)
  return result.ok ? ok({ items: result.value }) : result
}
