import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Hold } from './contract.ts'
import { slotHold } from './schema.ts'
import { reachable, toHold } from './view.ts'

/** For a repeat of the request. */
export async function getHold(context: Context, id: string): Promise<Result<Hold, 'not_found'>> {
  const [row] = await context.db.select().from(slotHold).where(reachable(context, id))
  return row ? ok(toHold(row)) : fail('not_found')
}
