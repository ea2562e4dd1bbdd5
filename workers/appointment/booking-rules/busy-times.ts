import { and, type Column, eq, gt, isNull, lt, ne, notInArray, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { type Interval, merged } from '../intervals.ts'
import { roomMaintenance } from '../rooms/maintenance/schema.ts'
import { room } from '../rooms/schema.ts'
import { slotHold } from '../slots/holds/schema.ts'
import { appointment, assistantTime } from '../visits/schema.ts'

/** The longest visit with its buffer before it, and the longest buffer after it: see migrations/appointment/0004. */
const reachBack = 32_400_000

const reachOn = 3_600_000

/** Rows of a table of times that meet a range, by a bounded part of its index. */
export function meeting(of: { startsAt: Column; busyFrom: Column; busyUntil: Column }, range: Interval) {
  return and(
    gt(of.startsAt, range.from - reachBack),
    lt(of.startsAt, range.to + reachOn),
    lt(of.busyFrom, range.to),
    gt(of.busyUntil, range.from),
  )
}

const meetsStretch = (of: { startsAt: Column; busyFrom: Column; busyUntil: Column }) =>
  sql`${of.startsAt} > ${stretch.from} - ${reachBack} AND ${of.startsAt} < ${stretch.to} + ${reachOn}
    AND ${of.busyFrom} < ${stretch.to} AND ${of.busyUntil} > ${stretch.from}`

/** Visits that take time of staff or rooms in a range, as the triggers see them: walk-ins take none, overbooked ones do. */
export function takingTime(clinicId: string, range: Interval) {
  return and(takes(clinicId), meeting(appointment, range))
}

function takes(clinicId: string) {
  return and(eq(appointment.clinicId, clinicId), eq(appointment.takesTime, true))
}

/**
 * Ids as a table to begin a join with: with CROSS JOIN SQLite walks each one's own index, and does not read everything that the clinic has
 * in the range.
 */
export const listOf = (ids: readonly string[]) => sql`json_each(${JSON.stringify(ids)}) listed`

export const isListed = (column: Column) => sql`${column} = listed.value`

/** The same for ranges of time: weeks apart they are read apart, and nothing of what lies between. */
const stretchesOf = (ranges: readonly Interval[]) =>
  sql`json_each(${JSON.stringify(merged(ranges).map(({ from, to }) => [from, to]))}) stretch`

const stretch = { from: sql.raw('(stretch.value ->> 0)'), to: sql.raw('(stretch.value ->> 1)') }

export interface Question {
  staffIds: readonly string[]
  roomIds: readonly string[]
  ranges: readonly Interval[]
  /** A visit that is not in its own way. */
  besides?: string
  /** The asker's own hold, which is not in its way either. */
  holdId?: string
  /** Of these staff it is counted how many visits and held times begin in these ranges: whole days of the clinic. */
  counted?: { staffIds: readonly string[]; ranges: readonly Interval[] }
  /** When these patients have visits, without buffers. */
  patientIds?: readonly string[]
}

export interface Occupied {
  staff: Map<string, Interval[]>
  rooms: Map<string, Interval[]>
  /** Which of the rooms asked for can be used at all. */
  usableRooms: Set<string>
  /** When the visits begin that count to someone's daily maximum. */
  starts: Map<string, number[]>
  patients: Map<string, Interval[]>
}

/**
 * What takes these people and rooms in a range, buffers included: visits, visits at which they assist, held times, maintenance. One round
 * trip, a bounded range of each one's index.
 */
export async function occupied(context: Context, question: Question): Promise<Occupied> {
  const { db, clinicId } = context
  const { staffIds, roomIds, ranges, besides = '', counted, patientIds } = question
  const live = liveHolds(context, question.holdId)
  const visits = { from: appointment.busyFrom, to: appointment.busyUntil }
  const held = { from: slotHold.busyFrom, to: slotHold.busyUntil }
  const inTheWay = and(takes(clinicId), ne(appointment.id, besides))
  const each = stretchesOf(ranges)
  const {
    ofStaff,
    ofRooms,
    usable,
    starts: [starts],
    ofPatients: [ofPatients],
  } = await batch(db, {
    ofStaff: unionAll(
      db
        .select({ of: sql<string>`${appointment.staffId}`, ...visits })
        .from(listOf(staffIds))
        .crossJoin(each)
        .crossJoin(appointment)
        .where(and(inTheWay, isListed(appointment.staffId), meetsStretch(appointment))),
      db
        .select({ of: assistantTime.staffId, from: assistantTime.busyFrom, to: assistantTime.busyUntil })
        .from(listOf(staffIds))
        .crossJoin(each)
        .crossJoin(assistantTime)
        .where(
          and(
            eq(assistantTime.clinicId, clinicId),
            isListed(assistantTime.staffId),
            meetsStretch(assistantTime),
            ne(assistantTime.appointmentId, besides),
          ),
        ),
      db
        .select({ of: slotHold.staffId, ...held })
        .from(listOf(staffIds))
        .crossJoin(each)
        .crossJoin(slotHold)
        .where(and(live, isListed(slotHold.staffId), meetsStretch(slotHold))),
    ),
    ofRooms: unionAll(
      db
        .select({ of: sql<string>`${appointment.roomId}`, ...visits })
        .from(listOf(roomIds))
        .crossJoin(each)
        .crossJoin(appointment)
        .where(and(inTheWay, isListed(appointment.roomId), meetsStretch(appointment))),
      db
        .select({ of: roomMaintenance.roomId, from: roomMaintenance.startsAt, to: roomMaintenance.endsAt })
        .from(listOf(roomIds))
        .crossJoin(each)
        .crossJoin(roomMaintenance)
        .where(
          and(
            eq(roomMaintenance.clinicId, clinicId),
            isListed(roomMaintenance.roomId),
            sql`${roomMaintenance.endsAt} > ${stretch.from} AND ${roomMaintenance.startsAt} < ${stretch.to}`,
          ),
        ),
      db
        .select({ of: sql<string>`${slotHold.roomId}`, ...held })
        .from(listOf(roomIds))
        .crossJoin(each)
        .crossJoin(slotHold)
        .where(and(live, isListed(slotHold.roomId), meetsStretch(slotHold))),
    ),
    usable: db
      .select({ id: room.id })
      .from(listOf(roomIds))
      .crossJoin(room)
      .where(and(isListed(room.id), eq(room.clinicId, clinicId), isNull(room.removedAt), eq(room.maintenance, false))),
    starts: counted || patientIds ? [startsOf(context, counted, besides, live)] : [],
    ofPatients: counted || patientIds ? [patientsTimes(context, question)] : [],
  })
  return {
    staff: grouped(ofStaff),
    rooms: grouped(ofRooms),
    usableRooms: new Set(usable.map(({ id }) => id)),
    starts: new Map([...grouped(starts ?? [])].map(([of, rows]) => [of, rows.map(row => row.from)])),
    patients: grouped(ofPatients ?? []),
  }
}

/** Instants, as ranges of no length. */
function startsOf({ db, clinicId }: Context, counted: Question['counted'], besides: string, live: SQL | undefined) {
  const { staffIds, ranges } = counted ?? { staffIds: [], ranges: [] }
  const inStretch = (startsAt: Column) => sql`${startsAt} >= ${stretch.from} AND ${startsAt} < ${stretch.to}`
  return unionAll(
    db
      .select({ of: sql<string>`${appointment.staffId}`, from: appointment.startsAt, to: appointment.startsAt })
      .from(listOf(staffIds))
      .crossJoin(stretchesOf(ranges))
      .crossJoin(appointment)
      .where(
        and(
          isListed(appointment.staffId),
          counts(clinicId),
          inStretch(appointment.startsAt),
          ne(appointment.id, besides),
        ),
      ),
    db
      .select({ of: slotHold.staffId, from: slotHold.startsAt, to: slotHold.startsAt })
      .from(listOf(staffIds))
      .crossJoin(stretchesOf(ranges))
      .crossJoin(slotHold)
      .where(and(live, isListed(slotHold.staffId), inStretch(slotHold.startsAt))),
  )
}

function patientsTimes({ db, clinicId }: Context, { patientIds = [], ranges, besides = '' }: Question) {
  return db
    .select({ of: appointment.patientId, from: appointment.startsAt, to: appointment.endsAt })
    .from(listOf(patientIds))
    .crossJoin(stretchesOf(ranges))
    .crossJoin(appointment)
    .where(
      and(takes(clinicId), isListed(appointment.patientId), meetsStretch(appointment), ne(appointment.id, besides)),
    )
}

/** Holds of the clinic that have not expired, but for one's own. */
export function liveHolds({ clinicId, at, actor }: Context, holdId?: string): SQL | undefined {
  const own =
    holdId === undefined
      ? undefined
      : sql`NOT (${slotHold.id} = ${holdId} AND ${slotHold.accountId} = ${actor.accountId})`
  return and(eq(slotHold.clinicId, clinicId), gt(slotHold.expiresAt, at), own)
}

/** Booked visits that count to a daily maximum: everything that was not called off, done or ahead. Walk-ins do not count. */
export function counts(clinicId: string) {
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.kind, 'scheduled'),
    notInArray(appointment.status, ['cancelled', 'no_show']),
  )
}

function grouped<Row extends { of: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, row => row.of)
}
