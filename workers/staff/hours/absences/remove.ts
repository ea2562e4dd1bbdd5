import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { absence } from './schema.ts'

/** Take an absence back. The change ledger keeps when it was. */
export async function removeAbsence(
  context: Context,
  input: { staffId: string; id: string; version: number },
): Promise<Result<null, 'not_found' | 'forbidden' | 'stale'>> {
  const { db, clinicId, reach, actor } = context
  const { staffId, id, version } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const mine = and(eq(absence.clinicId, clinicId), eq(absence.staffId, staffId), eq(absence.id, id))
  const [before] = await db.select().from(absence).where(mine)
  if (!before) return fail('not_found')
  const { gone } = await batch(db, {
    gone: db
      .delete(absence)
      .where(and(mine, eq(absence.version, version)))
      .returning({ id: absence.id }),
    change: changeRow(context, 'absence', id, 'absence.removed', {
      staffId,
      startsAt: iso(before.startsAt),
      endsAt: iso(before.endsAt),
    }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}
