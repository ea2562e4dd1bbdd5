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

/** The board shows at most so many rooms. */
const mostRooms = 300
/** The longest visit with its buffer before: a visit that runs at an instant began no earlier. */
const longestVisit = 32_400_000

const aheadStatuses: readonly string[] = ['booked', 'confirmed']

/**
 * Every room at an instant: its visit, the next visit of that local day, and until when the room is free. Now, a room is occupied from
 * check-in to finish; at another instant by the visit booked for it. Of several patients who have arrived for one room, the one in progress
 * occupies it, else the first in calling order; the others wait and come before patients who have not arrived.
 *
 * Five bounded reads in one round trip: rooms, visits in progress, waiting visits, the visits of the day from nine hours before on, and
 * maintenance.
 */
export async function roomBoard(context: Context<AppointmentEnv>, query: ReadRoomBoard): Promise<Result<RoomBoard>> {
  const { db, clinicId, actor } = context
  const at = query.at === undefined ? context.at : Date.parse(query.at)
  const endOfDay = startOfDay(addDays(localDate(at, actor.timezone), 1), actor.timezone)
  const ofClinic = and(eq(room.clinicId, clinicId), isNull(room.removedAt))
  const { rooms, running, arrived, day, outOfUse } = await batch(db, {
    rooms: db.select().from(room).where(ofClinic).orderBy(asc(room.number), asc(room.id)).limit(mostRooms),
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
          inArray(roomMaintenance.roomId, db.select({ id: room.id }).from(room).where(ofClinic)),
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
      const visitsOfRoom = day.filter(row => row.roomId === one.id)
      const presentInRoom = isNow ? [...running, ...arrived].filter(row => row.roomId === one.id) : []
      const occupant = isNow ? presentInRoom[0] : visitsOfRoom.find(row => row.busyFrom <= at && row.busyUntil > at)
      const waiting = presentInRoom.slice(1).filter(row => row.status === 'arrived')
      const next = waiting[0] ?? visitsOfRoom.find(row => row.id !== occupant?.id && isToCome(row, isNow, at))
      const window = outOfUse.find(window => window.roomId === one.id)
      return {
        ...roomState(one, occupant, next, window, at),
        now: view(occupant),
        next: view(next),
        waiting: waiting.length > 0 ? waiting.map(row => toBoardRow(row, names)) : undefined,
      }
    }),
  })
}

/** Whether a visit is still ahead: now by its status, so that late patients count; at another instant by its start. */
function isToCome(row: VisitRow, isNow: boolean, at: number): boolean {
  if (!isNow) return row.startsAt >= at
  return aheadStatuses.includes(row.status)
}

/** The status of a room, and until when it is free. */
function roomState(
  row: RoomRow,
  occupant: VisitRow | undefined,
  next: VisitRow | undefined,
  window: MaintenanceRow | undefined,
  at: number,
): Omit<RoomOnBoard, 'now' | 'next' | 'waiting'> {
  const outOfUse = row.maintenance || (window !== undefined && window.startsAt <= at)
  const status = occupant ? 'occupied' : outOfUse ? 'maintenance' : 'available'
  const ends = [next?.busyFrom ?? [], window?.startsAt ?? []].flat()
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    status,
    freeUntil: status === 'available' && ends.length > 0 ? iso(Math.min(...ends)) : undefined,
    maintenance: window
      ? { startsAt: iso(window.startsAt), endsAt: iso(window.endsAt), reason: window.reason }
      : row.maintenance
        ? {}
        : undefined,
  }
}
