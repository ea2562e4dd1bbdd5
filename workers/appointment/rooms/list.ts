import { and, asc, eq, gte, isNull, type SQL } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../paging.ts'
import type { ListRooms, RoomPage } from './contract.ts'
import { room } from './schema.ts'
import { columnsFor, toRoom } from './view.ts'

/** Rooms by number; with `updatedSince` by the time of the last change. */
export async function listRooms(context: Context, query: ListRooms): Promise<Result<RoomPage, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const limit = query.limit ?? defaultLimit
  const columns = columnsFor(context)
  const conditions: SQL[] = [eq(room.clinicId, clinicId), isNull(room.removedAt)]
  if (query.updatedSince !== undefined) {
    const key = readCursor(query.cursor, 'number')
    if (key === 'bad') return badCursor()
    const rows = await db
      .select(columns)
      .from(room)
      .where(
        and(
          ...conditions,
          gte(room.updatedAt, toInstant(query.updatedSince, actor.timezone)),
          after(room.updatedAt, room.id, key),
        ),
      )
      .orderBy(asc(room.updatedAt), asc(room.id))
      .limit(limit + 1)
    return ok(toPage(rows, limit, row => [row.updatedAt, row.id], toRoom))
  }
  const key = readCursor(query.cursor, 'string')
  if (key === 'bad') return badCursor()
  const rows = await db
    .select(columns)
    .from(room)
    .where(and(...conditions, after(room.number, room.id, key)))
    .orderBy(asc(room.number), asc(room.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.number, row.id], toRoom))
}
