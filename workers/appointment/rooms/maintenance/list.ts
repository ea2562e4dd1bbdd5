import { and, eq, gt, gte, isNull, lt } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../../paging.ts'
import { room } from '../schema.ts'
import type { ListMaintenance, MaintenancePage } from './contract.ts'
import { roomMaintenance } from './schema.ts'
import { toMaintenance } from './view.ts'

/** The room, unless it was removed. */
const roomInUse = ({ db, clinicId }: Context, roomId: string) =>
  db
    .select({ id: room.id })
    .from(room)
    .where(and(eq(room.clinicId, clinicId), eq(room.id, roomId), isNull(room.removedAt)))

/** A room's maintenance, by start; `not_found` for an unknown room. */
export async function listMaintenance(
  context: Context,
  { roomId, list }: { roomId: string; list: ListMaintenance },
): Promise<Result<MaintenancePage, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const limit = list.limit ?? defaultLimit
  const key = readCursor(list.cursor, 'number')
  if (key === 'bad') return badCursor()
  const instantOfText = (value: string) => toInstant(value, actor.timezone)
  const { rooms, rows } = await batch(db, {
    rooms: roomInUse(context, roomId),
    rows: db
      .select()
      .from(roomMaintenance)
      .where(
        and(
          eq(roomMaintenance.clinicId, clinicId),
          eq(roomMaintenance.roomId, roomId),
          list.from === undefined ? undefined : gt(roomMaintenance.endsAt, instantOfText(list.from)),
          list.to === undefined ? undefined : lt(roomMaintenance.startsAt, instantOfText(list.to)),
          list.updatedSince === undefined
            ? undefined
            : gte(roomMaintenance.updatedAt, instantOfText(list.updatedSince)),
          after(roomMaintenance.endsAt, roomMaintenance.id, key),
        ),
      )
      .orderBy(roomMaintenance.endsAt, roomMaintenance.id)
      .limit(limit + 1),
  })
  if (rooms.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.endsAt, row.id], toMaintenance))
}
