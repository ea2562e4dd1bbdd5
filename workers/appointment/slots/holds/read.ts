import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Hold } from './contract.ts'
import { slotHold } from './schema.ts'
import { reachableHold, toHold } from './view.ts'

/** A hold that can still be used; read where a request is repeated with its Idempotency-Key. */
export async function readHold(context: Context, id: string): Promise<Result<Hold, 'not_found'>> {
  const [row] = await context.db.select().from(slotHold).where(reachableHold(context, id))
  return row ? ok(toHold(row)) : fail('not_found')
}
