import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { toTimeOff } from '../view.ts'
import type { Opening } from './contract.ts'
import { opening } from './schema.ts'

/** Take an opening back. Visits booked in it stay; the change ledger keeps when it was. @returns the opening as it was. */
export async function removeOpening(
  context: Context,
  input: { staffId: string; id: string; version: number },
): Promise<Result<Opening, 'not_found' | 'forbidden' | 'stale'>> {
  const { db, clinicId, reach, actor } = context
  const { staffId, id, version } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const mine = and(eq(opening.clinicId, clinicId), eq(opening.staffId, staffId), eq(opening.id, id))
  const [before] = await db.select().from(opening).where(mine)
  if (!before) return fail('not_found')
  const { gone } = await batch(db, {
    gone: db
      .delete(opening)
      .where(and(mine, eq(opening.version, version)))
      .returning({ id: opening.id }),
    change: changeRow(context, 'opening', id, 'opening.removed', {
      staffId,
      startsAt: iso(before.startsAt),
      endsAt: iso(before.endsAt),
    }),
  })
  return gone.length === 1 ? ok(toTimeOff(before)) : fail('stale')
}
