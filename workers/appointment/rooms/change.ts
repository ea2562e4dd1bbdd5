import { and, asc, eq, getTableColumns, gte, isNull, type SQL, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Result } from '#shared/result'
import { iso, localDate, toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../paging.ts'
import type { Changing } from '../versioned-change.ts'
import type { ChangeRoom, CreateRoom, ListRooms, Room, RoomPage } from './contract.ts'
import { type RoomRow, room } from './schema.ts'

/** Rooms. Their status is read off the visits and the maintenance of now; a removed room is a row that no list shows. */

type Seen = RoomRow & { occupied: number; outOfUse: number }

/**
 * Occupied from check-in to finish or check-out; both halves go by an index of their own, once for all rooms. Out of use while a window of
 * maintenance is open, or until further notice.
 */
function columnsFor({ clinicId, at, actor }: Context) {
  const today = localDate(at, actor.timezone)
  return {
    ...getTableColumns(room),
    occupied: sql<number>`${room.id} IN (
      SELECT a.room_id FROM appointment a
        WHERE a.clinic_id = ${clinicId} AND a.status = 'in_progress' AND a.finished_at IS NULL AND a.room_id IS NOT NULL
      UNION ALL SELECT a.room_id FROM appointment a
        WHERE a.clinic_id = ${clinicId} AND a.queue_date = ${today} AND +a.status = 'arrived' AND a.room_id IS NOT NULL)`.as(
      'occupied',
    ),
    outOfUse: sql<number>`(room.maintenance = 1 OR EXISTS (SELECT 1 FROM room_maintenance m
      WHERE m.clinic_id = ${clinicId} AND m.room_id = room.id AND m.ends_at > ${at} AND m.starts_at <= ${at}))`.as(
      'out_of_use',
    ),
  }
}

function toRoom(row: Seen): Room {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    price: { amount: row.priceAmount, currency: row.priceCurrency },
    status: row.outOfUse ? 'maintenance' : row.occupied ? 'occupied' : 'available',
    equipment: row.equipment,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

function one(context: Context, id: string) {
  const { db, clinicId } = context
  return db
    .select(columnsFor(context))
    .from(room)
    .where(and(eq(room.clinicId, clinicId), eq(room.id, id), isNull(room.removedAt)))
}

const numberTaken = 'unique:room.clinic_id, room.number'

export async function createRoom(
  context: Context,
  input: CreateRoom,
): Promise<Result<Room, 'number_taken' | 'currency_mismatch'>> {
  const { db, clinicId, at, actor } = context
  if (input.price.currency !== actor.currency) return fail('currency_mismatch')
  const id = newId('room')
  try {
    const {
      row: [row],
    } = await batch(db, {
      room: db.insert(room).values({
        id,
        clinicId,
        number: input.number,
        type: input.type,
        priceAmount: input.price.amount,
        priceCurrency: input.price.currency,
        maintenance: input.status === 'maintenance',
        equipment: input.equipment ?? [],
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      row: one(context, id),
      change: changeRow(context, 'room', id, 'room.created'),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a room was inserted but not returned')
    return ok(toRoom(row))
  } catch (error) {
    if (refusal(error) === numberTaken) return fail('number_taken')
    throw error
  }
}

export async function getRoom(context: Context, id: string): Promise<Result<Room, 'not_found'>> {
  const [row] = await one(context, id)
  return row ? ok(toRoom(row)) : fail('not_found')
}

/** Rooms by number; with `updatedSince` by the time of the last change. */
export async function listRooms(context: Context, query: ListRooms): Promise<Result<RoomPage, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const limit = query.limit ?? defaultLimit
  const columns = columnsFor(context)
  const kept: SQL[] = [eq(room.clinicId, clinicId), isNull(room.removedAt)]
  if (query.updatedSince !== undefined) {
    const key = readCursor(query.cursor, 'number')
    if (key === 'bad') return badCursor()
    const rows = await db
      .select(columns)
      .from(room)
      .where(
        and(
          ...kept,
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
    .where(and(...kept, after(room.number, room.id, key)))
    .orderBy(asc(room.number), asc(room.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.number, row.id], toRoom))
}

/** Change a room. Under maintenance it takes no new visits; those already there stay. */
export async function changeRoom(
  context: Context,
  { id, version, change }: Changing<ChangeRoom>,
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
      row: one(context, id),
      change: changeRow(context, 'room', id, 'room.changed', { fields: Object.keys(change) }),
    })
    if (!row) return fail('not_found')
    return changed ? ok(toRoom(row)) : fail('stale')
  } catch (error) {
    if (refusal(error) === numberTaken) return fail('number_taken')
    throw error
  }
}

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
      seen: one(context, id),
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
