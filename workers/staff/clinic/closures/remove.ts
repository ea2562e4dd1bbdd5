import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { closure } from './schema.ts'

/** Take a closure back. The change ledger keeps when and why it was. */
export async function removeClosure(
  context: Context,
  input: { id: string; version: number },
): Promise<Result<null, 'not_found' | 'stale'>> {
  const { db, clinicId } = context
  const mine = and(eq(closure.clinicId, clinicId), eq(closure.id, input.id))
  const [before] = await db.select().from(closure).where(mine)
  if (!before) return fail('not_found')
  const { startsAt, endsAt, reason } = before
  const { gone } = await batch(db, {
    gone: db
      .delete(closure)
      .where(and(mine, eq(closure.version, input.version)))
      .returning({ id: closure.id }),
    change: changeRow(context, 'closure', input.id, 'closure.removed', {
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      reason,
    }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}
