import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import type { Observation, RecordObservation } from './contract.ts'
import { type AddObservationFailure, write } from './write.ts'

/** Record one observation: `addObservations` with one item, answered by itself. */
export async function addObservation(
  context: Context<RecordEnv>,
  input: RecordObservation,
): Promise<Result<Observation, AddObservationFailure>> {
  const result = await write(context, [input], () => '')
  if (!result.ok) return result
  const [first] = result.value
  if (!first) throw new Error('an observation was inserted but not returned')
  return ok(first)
}
