import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { iso, localDate } from '#shared/time'
import type { Room } from './contract.ts'
import { type RoomRow, room } from './schema.ts'

/** A room's row with its status of now, read off visits and maintenance. */
type RoomRowWithStatus = RoomRow & { occupied: number; outOfUse: number }

/**
 * The columns of a room. `occupied` holds from check-in to finish; its two SELECTs use an index each and run once for all rooms.
 * `outOfUse` holds during maintenance, or until further notice.
 */
export function columnsFor({ clinicId, at, actor }: Context) {
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

export function toRoom(row: RoomRowWithStatus): Room {
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

export function roomById(context: Context, id: string) {
  const { db, clinicId } = context
  return db
    .select(columnsFor(context))
    .from(room)
    .where(and(eq(room.clinicId, clinicId), eq(room.id, id), isNull(room.removedAt)))
}
