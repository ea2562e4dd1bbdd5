import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { ok, type Result } from '#shared/result'
import { addDays, iso, localDate, startOfDay } from '#shared/time'
import { namesOf } from '../other-workers.ts'
import { callingOrder, waitingOn } from '../queue/calling-order.ts'
import { openStatuses } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { toBoardRow, type VisitRow, visits } from '../visits/view.ts'
import type { ReadRoomBoard, RoomBoard, RoomOnBoard } from './contract.ts'
import { type MaintenanceRow, roomMaintenance } from './maintenance/schema.ts'
import { type RoomRow, room } from './schema.ts'

/** A clinic with more rooms than this sees the first of them. */
const mostRooms = 300
/** The longest visit with its buffer before it: what may still run at an instant began no earlier. */
const longestVisit = 32_400_000

const ahead: readonly string[] = ['booked', 'confirmed']

/**
 * Every room at an instant: who has it, who comes next on that local day, and until when it is free. Now, a room is occupied from check-in
 * to finish of a visit, whatever the clock says; at another instant by the visit that is booked for it. Of several who have arrived for one
 * room, whoever is being seen has it, else the first in calling order; the others wait, and come before whoever is not here yet.
 *
 * Five bounded reads in one round trip: the rooms, the visits in progress, who waits today, the visits of the day from nine hours before on,
 * and the maintenance.
 */
export async function roomBoard(context: Context<AppointmentEnv>, query: ReadRoomBoard): Promise<Result<RoomBoard>> {
  const { db, clinicId, actor } = context
  const at = query.at === undefined ? context.at : Date.parse(query.at)
  const endOfDay = startOfDay(addDays(localDate(at, actor.timezone), 1), actor.timezone)
  const itsRooms = and(eq(room.clinicId, clinicId), isNull(room.removedAt))
  const { rooms, running, arrived, day, outOfUse } = await batch(db, {
    rooms: db.select().from(room).where(itsRooms).orderBy(asc(room.number), asc(room.id)).limit(mostRooms),
    running: visits(context).where(
      and(
        eq(appointment.clinicId, clinicId),
        eq(appointment.status, 'in_progress'),
        isNull(appointment.finishedAt),
        isNotNull(appointment.roomId),
      ),
    ),
    arrived: visits(context)
      .where(and(waitingOn(clinicId, localDate(context.at, actor.timezone)), isNotNull(appointment.roomId)))
      .orderBy(...callingOrder),
    day: visits(context)
      .where(
        and(
          eq(appointment.clinicId, clinicId),
          gt(appointment.startsAt, at - longestVisit),
          lt(appointment.startsAt, endOfDay),
          isNotNull(appointment.roomId),
          inArray(sql`+${appointment.status}`, [...openStatuses, 'completed']),
        ),
      )
      .orderBy(asc(appointment.startsAt), asc(appointment.id)),
    outOfUse: db
      .select()
      .from(roomMaintenance)
      .where(
        and(
          eq(roomMaintenance.clinicId, clinicId),
          inArray(roomMaintenance.roomId, db.select({ id: room.id }).from(room).where(itsRooms)),
          gt(roomMaintenance.endsAt, at),
          lt(roomMaintenance.startsAt, endOfDay),
        ),
      )
      .orderBy(asc(roomMaintenance.startsAt)),
  })
  const isNow = query.at === undefined
  const names = await namesOf(context, [...running, ...arrived, ...day])
  const view = (row: VisitRow | undefined) => row && toBoardRow(row, names)
  return ok({
    at: iso(at),
    items: rooms.map(one => {
      const its = day.filter(row => row.roomId === one.id)
      const here = isNow ? [...running, ...arrived].filter(row => row.roomId === one.id) : []
      const inside = isNow ? here[0] : its.find(row => row.busyFrom <= at && row.busyUntil > at)
      const waiting = here.slice(1).filter(row => row.status === 'arrived')
      const next = waiting[0] ?? its.find(row => row.id !== inside?.id && isToCome(row, isNow, at))
      const closed = outOfUse.find(window => window.roomId === one.id)
      return {
        ...faceOf(one, inside, next, closed, at),
        now: view(inside),
        next: view(next),
        waiting: waiting.length > 0 ? waiting.map(row => toBoardRow(row, names)) : undefined,
      }
    }),
  })
}

/** Now, also who is late is still to come; at another instant whoever begins after it. */
function isToCome(row: VisitRow, isNow: boolean, at: number): boolean {
  if (!isNow) return row.startsAt >= at
  return ahead.includes(row.status)
}

/** A room that is out of use until further notice, or in a window of maintenance, is not there to be used. */
function faceOf(
  row: RoomRow,
  inside: VisitRow | undefined,
  next: VisitRow | undefined,
  closed: MaintenanceRow | undefined,
  at: number,
): Omit<RoomOnBoard, 'now' | 'next' | 'waiting'> {
  const outOfUse = row.maintenance || (closed !== undefined && closed.startsAt <= at)
  const status = inside ? 'occupied' : outOfUse ? 'maintenance' : 'available'
  const ends = [next?.busyFrom ?? [], closed?.startsAt ?? []].flat()
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    status,
    freeUntil: status === 'available' && ends.length > 0 ? iso(Math.min(...ends)) : undefined,
    maintenance: closed
      ? { startsAt: iso(closed.startsAt), endsAt: iso(closed.endsAt), reason: closed.reason }
      : row.maintenance
        ? {}
        : undefined,
  }
}
