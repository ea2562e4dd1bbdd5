import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { slotHold } from './schema.ts'
import { reachableHold } from './view.ts'

/** Release a hold: one's own, or with the reach `all` anyone's. */
export async function releaseHold(context: Context, id: string): Promise<Result<null, 'not_found'>> {
  const { gone } = await batch(context.db, {
    gone: context.db.delete(slotHold).where(reachableHold(context, id)).returning({ id: slotHold.id }),
    change: changeRow(context, 'hold', id, 'slot.released'),
  })
  return gone.length === 1 ? ok(null) : fail('not_found')
}
