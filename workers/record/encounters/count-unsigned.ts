import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { countOf } from './unsigned-conditions.ts'

/** How many encounters of the clinic wait for a signature, for those who may know that but not read them. Counted to 1,000. */
export async function unsignedCount(context: Context): Promise<Result<{ count: number }>> {
  const [counted] = await countOf(context, undefined)
  return ok({ count: counted?.count ?? 0 })
}
