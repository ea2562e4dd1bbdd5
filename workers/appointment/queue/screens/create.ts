import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import type { CreateScreen, Screen } from './contract.ts'
import { queueScreen } from './schema.ts'
import { toScreen } from './view.ts'

/** Add a screen of the waiting room. The gateway signs the token that opens `showScreen` for it. */
export async function createScreen(context: Context, input: CreateScreen): Promise<Result<Screen>> {
  const { db, clinicId, at, actor } = context
  const id = newId('queue_screen')
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(queueScreen)
      .values({
        id,
        clinicId,
        name: input.name ?? 'TV',
        madeBy: actor.accountId,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    change: changeRow(context, 'queue_screen', id, 'queue_screen.created'),
    repeat: repeatRows(context, id),
  })
  if (!row) throw new Error('a screen was inserted but not returned')
  return ok(toScreen(row))
}
