import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import type { VersionedChange } from '../versioned-change.ts'
import type { ChangeRoom, Room } from './contract.ts'
import { numberTaken, room } from './schema.ts'
import { roomById, toRoom } from './view.ts'

/** Change a room. Under maintenance it takes no new visits; those already there stay. */
export async function changeRoom(
  context: Context,
  { id, version, change }: VersionedChange<ChangeRoom>,
): Promise<Result<Room, 'not_found' | 'stale' | 'number_taken' | 'currency_mismatch'>> {
  const { db, clinicId, at, actor } = context
  const { price, status, ...rest } = change
  if (price && price.currency !== actor.currency) return fail('currency_mismatch')
  try {
    const {
      changed: [changed],
      row: [row],
    } = await batch(db, {
      changed: db
        .update(room)
        .set({
          ...rest,
          ...(price ? { priceAmount: price.amount, priceCurrency: price.currency } : {}),
          ...(status ? { maintenance: status === 'maintenance' } : {}),
          version: sql`${room.version} + 1`,
          updatedAt: at,
        })
        .where(and(eq(room.clinicId, clinicId), eq(room.id, id), eq(room.version, version), isNull(room.removedAt)))
        .returning({ id: room.id }),
      row: roomById(context, id),
      change: changeRow(context, 'room', id, 'room.changed', { fields: Object.keys(change) }),
    })
    if (!row) return fail('not_found')
    return changed ? ok(toRoom(row)) : fail('stale')
  } catch (error) {
    if (refusal(error) === numberTaken) return fail('number_taken')
    throw error
  }
}
