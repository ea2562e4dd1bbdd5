import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { room } from './schema.ts'
import { roomById } from './view.ts'

/** Remove a room; `in_use` while visits are ahead or running in it (trigger `room_in_use`). */
export async function removeRoom(
  context: Context,
  { id, version }: { id: string; version: number },
): Promise<Result<null, 'not_found' | 'stale' | 'in_use'>> {
  const { db, clinicId, at } = context
  try {
    const {
      seen: [seen],
      removed: [removed],
    } = await batch(db, {
      seen: roomById(context, id),
      removed: db
        .update(room)
        .set({ removedAt: at, version: sql`${room.version} + 1`, updatedAt: at })
        .where(and(eq(room.clinicId, clinicId), eq(room.id, id), eq(room.version, version), isNull(room.removedAt)))
        .returning({ id: room.id }),
      change: changeRow(context, 'room', id, 'room.removed'),
    })
    if (!seen) return fail('not_found')
    return removed ? ok(null) : fail('stale')
  } catch (error) {
    if (refusal(error) === 'in_use') return fail('in_use')
    throw error
  }
}
