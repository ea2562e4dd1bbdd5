import { and, eq, gt, gte, isNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../../paging.ts'
import { room } from '../schema.ts'
import type { AddMaintenance, ListMaintenance, Maintenance, MaintenancePage } from './contract.ts'
import { type MaintenanceRow, roomMaintenance } from './schema.ts'

/**
 * Times in which a room cannot be used: no slot is offered in it and no visit booked into it then (`room_busy`, until its end). Visits that
 * are there already stay. A room that is out of use for good has the status `maintenance` instead, and is `room_not_found` for bookings.
 */

const standing = ({ db, clinicId }: Context, roomId: string) =>
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
  const instantOf = (value: string) => toInstant(value, actor.timezone)
  const { known, rows } = await batch(db, {
    known: standing(context, roomId),
    rows: db
      .select()
      .from(roomMaintenance)
      .where(
        and(
          eq(roomMaintenance.clinicId, clinicId),
          eq(roomMaintenance.roomId, roomId),
          list.from === undefined ? undefined : gt(roomMaintenance.endsAt, instantOf(list.from)),
          list.to === undefined ? undefined : lt(roomMaintenance.startsAt, instantOf(list.to)),
          list.updatedSince === undefined ? undefined : gte(roomMaintenance.updatedAt, instantOf(list.updatedSince)),
          after(roomMaintenance.endsAt, roomMaintenance.id, key),
        ),
      )
      .orderBy(roomMaintenance.endsAt, roomMaintenance.id)
      .limit(limit + 1),
  })
  if (known.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.endsAt, row.id], toMaintenance))
}

export async function getMaintenance({ db, clinicId }: Context, id: string): Promise<Result<Maintenance, 'not_found'>> {
  const [row] = await db
    .select()
    .from(roomMaintenance)
    .where(and(eq(roomMaintenance.clinicId, clinicId), eq(roomMaintenance.id, id)))
  return row ? ok(toMaintenance(row)) : fail('not_found')
}

/** Take a room out of use for a while. @returns `invalid_request` for an empty span; `not_found` for an unknown room. */
export async function addMaintenance(
  context: Context,
  { roomId, maintenance }: { roomId: string; maintenance: AddMaintenance },
): Promise<Result<Maintenance, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, at, actor } = context
  const [from, to] = [toInstant(maintenance.startsAt, actor.timezone), toInstant(maintenance.endsAt, actor.timezone)]
  if (to <= from) return fail('invalid_request', [{ path: 'endsAt', rule: 'after_start' }])
  const id = newId('maintenance')
  const {
    row: [row],
  } = await batch(db, {
    row: insertFrom(
      db,
      roomMaintenance,
      {
        id,
        clinicId: sql`clinic_id`,
        roomId: sql`id`,
        startsAt: from,
        endsAt: to,
        reason: maintenance.reason,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM room WHERE clinic_id = ${clinicId} AND id = ${roomId} AND removed_at IS NULL`,
    ).returning(),
    change: changeRow(context, 'maintenance', id, 'maintenance.added', { roomId }),
    repeat: repeatRows(context, id),
  })
  return row ? ok(toMaintenance(row)) : fail('not_found')
}

/** The room can be used again. The change ledger keeps when and why it could not. */
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

function toMaintenance(row: MaintenanceRow): Maintenance {
  return {
    id: row.id,
    roomId: row.roomId,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    reason: row.reason,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
