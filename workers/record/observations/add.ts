import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import type { Observation, RecordObservation } from './contract.ts'
import { type ObserveFailure, write } from './write.ts'

/** Record one observation: `observeAll` with one item, answered by itself. */
export async function observe(
  context: Context<RecordEnv>,
  input: RecordObservation,
): Promise<Result<Observation, ObserveFailure>> {
  const result = await write(context, [input], () => '')
  if (!result.ok) return result
  const [first] = result.value
  if (!first) throw new Error('an observation was inserted but not returned')
  return ok(first)
}
