import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { slotHold } from './schema.ts'
import { reachableHold } from './view.ts'

/**
 * Release a hold: one's own, or with the reach `all` anyone's. It expires now and is not deleted, because a patient's counts for an hour: who
 * lets go and holds again would keep a time from everybody else.
 */
export async function releaseHold(context: Context, id: string): Promise<Result<null, 'not_found'>> {
  const { gone } = await batch(context.db, {
    gone: context.db
      .update(slotHold)
      .set({ expiresAt: context.at })
      .where(reachableHold(context, id))
      .returning({ id: slotHold.id }),
    change: changeRow(context, 'hold', id, 'slot.released'),
  })
  return gone.length === 1 ? ok(null) : fail('not_found')
}
