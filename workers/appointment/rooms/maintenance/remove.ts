import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { roomMaintenance } from './schema.ts'

/** Remove a room's maintenance. The change row keeps its times and its reason. */
export async function removeMaintenance(
  context: Context,
  { roomId, id, version }: { roomId: string; id: string; version: number },
): Promise<Result<null, 'not_found' | 'stale'>> {
  const { db, clinicId } = context
  const one = and(
    eq(roomMaintenance.clinicId, clinicId),
    eq(roomMaintenance.roomId, roomId),
    eq(roomMaintenance.id, id),
  )
  const [before] = await db.select().from(roomMaintenance).where(one)
  if (!before) return fail('not_found')
  const { gone } = await batch(db, {
    gone: db
      .delete(roomMaintenance)
      .where(and(one, eq(roomMaintenance.version, version)))
      .returning({ id: roomMaintenance.id }),
    change: changeRow(context, 'maintenance', id, 'maintenance.removed', {
      roomId,
      startsAt: iso(before.startsAt),
      endsAt: iso(before.endsAt),
      reason: before.reason,
    }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}
