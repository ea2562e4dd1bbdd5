import { and, type Column, eq, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import { iso } from '#shared/time'
import type { BusyFailure } from './contract.ts'
import { appointment, room } from './schema.ts'
import type { Interval } from './slots.ts'

/** The longest visit with its buffer before it, and the longest buffer after it: see migrations/appointment/0004. */
const reachBack = 32_400_000
const reachOn = 3_600_000

/** The statuses in which a visit takes its time; a finished one no longer does. */
export const occupying = ['booked', 'confirmed', 'arrived', 'in_progress'] as const

/** Visits that take time of staff or rooms in a range, as the triggers see them: walk-ins take none, overbooked ones do. */
function takingTime(clinicId: string, { from, to }: Interval) {
  return and(
    eq(appointment.clinicId, clinicId),
    gt(appointment.startsAt, from - reachBack),
    lt(appointment.startsAt, to + reachOn),
    lt(appointment.busyFrom, to),
    gt(appointment.busyUntil, from),
    eq(appointment.kind, 'scheduled'),
    isNull(appointment.finishedAt),
    inArray(appointment.status, [...occupying]),
  )
}

/**
 * Ids as a table to begin a join with: with CROSS JOIN SQLite walks each one's own index, and does not read everything that the clinic has
 * in the range.
 */
const listOf = (ids: readonly string[]) => sql`json_each(${JSON.stringify(ids)}) listed`
const isListed = (column: Column) => sql`${column} = listed.value`

export interface Occupied {
  staff: Map<string, Interval[]>
  rooms: Map<string, Interval[]>
  /** Which of the rooms asked for can be used at all. */
  usableRooms: Set<string>
}

/** What takes these people and rooms in a range, buffers included; one round trip, a bounded range of each one's index. */
export async function occupied(
  { db, clinicId }: Context,
  staffIds: readonly string[],
  roomIds: readonly string[],
  range: Interval,
): Promise<Occupied> {
  const shape = { from: appointment.busyFrom, to: appointment.busyUntil }
  const [ofStaff, ofRooms, usable] = await db.batch([
    db
      .select({ of: appointment.staffId, ...shape })
      .from(listOf(staffIds))
      .crossJoin(appointment)
      .where(and(takingTime(clinicId, range), isListed(appointment.staffId))),
    db
      .select({ of: appointment.roomId, ...shape })
      .from(listOf(roomIds))
      .crossJoin(appointment)
      .where(and(takingTime(clinicId, range), isListed(appointment.roomId))),
    db
      .select({ id: room.id })
      .from(listOf(roomIds))
      .crossJoin(room)
      .where(and(isListed(room.id), eq(room.clinicId, clinicId), isNull(room.removedAt), eq(room.maintenance, false))),
  ])
  return {
    staff: grouped(ofStaff),
    rooms: grouped(ofRooms),
    usableRooms: new Set(usable.map(({ id }) => id)),
  }
}

function grouped(rows: readonly { of: string | null; from: number; to: number }[]): Map<string, Interval[]> {
  const groups = new Map<string, Interval[]>()
  for (const { of, from, to } of rows) {
    if (of === null) continue
    const group = groups.get(of)
    if (group) group.push({ from, to })
    else groups.set(of, [{ from, to }])
  }
  return groups
}

/** A visit as far as it takes time of others. */
export interface Taking {
  /** Of a visit that there is already, and that is not in its own way. */
  id?: string
  patientId: string
  staffId: string | null
  roomId: string | null
  startsAt: number
  endsAt: number
  busyFrom: number
  busyUntil: number
}

/**
 * A refusal of the triggers with what helps on: until when the doctor, the room or the patient is taken. Never by whom.
 *
 * @param visit as it would have been.
 */
export async function untilWhen(
  { db, clinicId }: Context,
  refused: Failure<BusyFailure>,
  visit: Taking,
): Promise<Failure<BusyFailure>> {
  const { code } = refused
  if (code === 'room_not_found') return refused
  const ofPatient = code === 'patient_busy'
  const range = ofPatient ? { from: visit.startsAt, to: visit.endsAt } : { from: visit.busyFrom, to: visit.busyUntil }
  const whose = {
    staff_busy: eq(appointment.staffId, visit.staffId ?? ''),
    room_busy: eq(appointment.roomId, visit.roomId ?? ''),
    patient_busy: eq(appointment.patientId, visit.patientId),
  }[code]
  const until = ofPatient ? appointment.endsAt : appointment.busyUntil
  const [row] = await db
    .select({ until: sql<number | null>`max(${until})` })
    .from(appointment)
    .where(and(takingTime(clinicId, range), whose, ne(appointment.id, visit.id ?? '')))
  return fail(code, { until: iso(row?.until ?? visit.endsAt) })
}
