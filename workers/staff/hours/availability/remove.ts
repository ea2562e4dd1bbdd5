import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { isWeek, type WeekKey } from './conditions.ts'
import { availability } from './schema.ts'

/** Take a week away, so that the one before it holds again. The change ledger keeps it. */
export async function removeAvailability(
  context: Context,
  input: WeekKey & { version: number },
): Promise<Result<null, 'not_found' | 'forbidden' | 'stale'>> {
  const { db, reach, actor } = context
  const { staffId, validFrom, version } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const [before] = await db.select().from(availability).where(isWeek(context, input))
  if (!before) return fail('not_found')
  const { validTo, weekly } = before
  const { gone } = await batch(db, {
    gone: db
      .delete(availability)
      .where(and(isWeek(context, input), eq(availability.version, version)))
      .returning({ validFrom: availability.validFrom }),
    change: changeRow(context, 'availability', staffId, 'availability.removed', { validFrom, validTo, weekly }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}
