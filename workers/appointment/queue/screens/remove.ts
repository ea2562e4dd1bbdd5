import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { queueScreen } from './schema.ts'

/** Remove a screen; its token is refused from then on. */
export async function removeScreen(
  context: Context,
  { id, version }: { id: string; version: number },
): Promise<Result<null, 'not_found' | 'stale'>> {
  const { db, clinicId } = context
  const isScreen = and(eq(queueScreen.clinicId, clinicId), eq(queueScreen.id, id))
  const {
    seen: [seen],
    removed: [removed],
  } = await batch(db, {
    seen: db.select({ version: queueScreen.version }).from(queueScreen).where(isScreen),
    removed: db
      .delete(queueScreen)
      .where(and(isScreen, eq(queueScreen.version, version)))
      .returning({ id: queueScreen.id }),
    change: changeRow(context, 'queue_screen', id, 'queue_screen.removed'),
  })
  if (!seen) return fail('not_found')
  return removed ? ok(null) : fail('stale')
}
