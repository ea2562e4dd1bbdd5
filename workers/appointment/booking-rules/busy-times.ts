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

/** Rows of a table of times that overlap a range. The bounds on `startsAt` keep the read to a part of the index. */
export function meeting(of: { startsAt: Column; busyFrom: Column; busyUntil: Column }, range: Interval) {
  return and(
    gt(of.startsAt, range.from - reachBack),
    lt(of.startsAt, range.to + reachOn),
    lt(of.busyFrom, range.to),
    gt(of.busyUntil, range.from),
  )
}

const meetsListedRange = (of: { startsAt: Column; busyFrom: Column; busyUntil: Column }) =>
  sql`${of.startsAt} > ${listedRange.from} - ${reachBack} AND ${of.startsAt} < ${listedRange.to} + ${reachOn}
    AND ${of.busyFrom} < ${listedRange.to} AND ${of.busyUntil} > ${listedRange.from}`

/** Visits that take time of staff or rooms in a range, as the triggers see them: walk-ins take none, overbooked ones do. */
export function takingTime(clinicId: string, range: Interval) {
  return and(takes(clinicId), meeting(appointment, range))
}

function takes(clinicId: string) {
  return and(eq(appointment.clinicId, clinicId), eq(appointment.takesTime, true))
}

/**
 * Ids as a table at the head of a join. CROSS JOIN makes SQLite look up each id in the index; otherwise it would read all rows of the
 * clinic in the range.
 */
export const listOf = (ids: readonly string[]) => sql`json_each(${JSON.stringify(ids)}) listed`

export const isListed = (column: Column) => sql`${column} = listed.value`

/** Ranges of time as a table at the head of a join, so that rows between two ranges are not read. */
const listOfRanges = (ranges: readonly Interval[]) =>
  sql`json_each(${JSON.stringify(merged(ranges).map(({ from, to }) => [from, to]))}) stretch`

const listedRange = { from: sql.raw('(stretch.value ->> 0)'), to: sql.raw('(stretch.value ->> 1)') }

export interface BusyTimesQuestion {
  staffIds: readonly string[]
  roomIds: readonly string[]
  ranges: readonly Interval[]
  /** The visit that is being moved; its own time counts as free. */
  exceptVisitId?: string
  /** A hold of the account that asks; the held time counts as free. */
  holdId?: string
  /** Staff with a daily maximum, and the whole days of the clinic in which the starts of their visits and held times are read. */
  counted?: { staffIds: readonly string[]; ranges: readonly Interval[] }
  /** Patients whose visits are read as well, without buffers. */
  patientIds?: readonly string[]
}

export interface BusyTimes {
  staff: Map<string, Interval[]>
  rooms: Map<string, Interval[]>
  /** The rooms of `roomIds` that are neither removed nor under maintenance until further notice. */
  usableRooms: Set<string>
  /** By member of staff, the starts that count towards the daily maximum. */
  starts: Map<string, number[]>
  patients: Map<string, Interval[]>
}

/**
 * The times in which staff, rooms and patients are busy in these ranges, buffers included: visits, assisting, held times, maintenance. One
 * round trip; each lookup reads a bounded range of an index.
 */
export async function busyTimes(context: Context, question: BusyTimesQuestion): Promise<BusyTimes> {
  const { db, clinicId } = context
  const { staffIds, roomIds, ranges, exceptVisitId = '', counted, patientIds } = question
  const liveHold = liveHolds(context, question.holdId)
  const visits = { from: appointment.busyFrom, to: appointment.busyUntil }
  const held = { from: slotHold.busyFrom, to: slotHold.busyUntil }
  const inTheWay = and(takes(clinicId), ne(appointment.id, exceptVisitId))
  const eachRange = listOfRanges(ranges)
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
        .crossJoin(eachRange)
        .crossJoin(appointment)
        .where(and(inTheWay, isListed(appointment.staffId), meetsListedRange(appointment))),
      db
        .select({ of: assistantTime.staffId, from: assistantTime.busyFrom, to: assistantTime.busyUntil })
        .from(listOf(staffIds))
        .crossJoin(eachRange)
        .crossJoin(assistantTime)
        .where(
          and(
            eq(assistantTime.clinicId, clinicId),
            isListed(assistantTime.staffId),
            meetsListedRange(assistantTime),
            ne(assistantTime.appointmentId, exceptVisitId),
          ),
        ),
      db
        .select({ of: slotHold.staffId, ...held })
        .from(listOf(staffIds))
        .crossJoin(eachRange)
        .crossJoin(slotHold)
        .where(and(liveHold, isListed(slotHold.staffId), meetsListedRange(slotHold))),
    ),
    ofRooms: unionAll(
      db
        .select({ of: sql<string>`${appointment.roomId}`, ...visits })
        .from(listOf(roomIds))
        .crossJoin(eachRange)
        .crossJoin(appointment)
        .where(and(inTheWay, isListed(appointment.roomId), meetsListedRange(appointment))),
      db
        .select({ of: roomMaintenance.roomId, from: roomMaintenance.startsAt, to: roomMaintenance.endsAt })
        .from(listOf(roomIds))
        .crossJoin(eachRange)
        .crossJoin(roomMaintenance)
        .where(
          and(
            eq(roomMaintenance.clinicId, clinicId),
            isListed(roomMaintenance.roomId),
            sql`${roomMaintenance.endsAt} > ${listedRange.from} AND ${roomMaintenance.startsAt} < ${listedRange.to}`,
          ),
        ),
      db
        .select({ of: sql<string>`${slotHold.roomId}`, ...held })
        .from(listOf(roomIds))
        .crossJoin(eachRange)
        .crossJoin(slotHold)
        .where(and(liveHold, isListed(slotHold.roomId), meetsListedRange(slotHold))),
    ),
    usable: db
      .select({ id: room.id })
      .from(listOf(roomIds))
      .crossJoin(room)
      .where(and(isListed(room.id), eq(room.clinicId, clinicId), isNull(room.removedAt), eq(room.maintenance, false))),
    starts: counted || patientIds ? [startsOf(context, counted, exceptVisitId, liveHold)] : [],
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

/** Starts of visits and held times, as ranges of no length. */
function startsOf(
  { db, clinicId }: Context,
  counted: BusyTimesQuestion['counted'],
  exceptVisitId: string,
  liveHold: SQL | undefined,
) {
  const { staffIds, ranges } = counted ?? { staffIds: [], ranges: [] }
  const inStretch = (startsAt: Column) => sql`${startsAt} >= ${listedRange.from} AND ${startsAt} < ${listedRange.to}`
  return unionAll(
    db
      .select({ of: sql<string>`${appointment.staffId}`, from: appointment.startsAt, to: appointment.startsAt })
      .from(listOf(staffIds))
      .crossJoin(listOfRanges(ranges))
      .crossJoin(appointment)
      .where(
        and(
          isListed(appointment.staffId),
          countsToDailyMaximum(clinicId),
          inStretch(appointment.startsAt),
          ne(appointment.id, exceptVisitId),
        ),
      ),
    db
      .select({ of: slotHold.staffId, from: slotHold.startsAt, to: slotHold.startsAt })
      .from(listOf(staffIds))
      .crossJoin(listOfRanges(ranges))
      .crossJoin(slotHold)
      .where(and(liveHold, isListed(slotHold.staffId), inStretch(slotHold.startsAt))),
  )
}

function patientsTimes({ db, clinicId }: Context, { patientIds = [], ranges, exceptVisitId = '' }: BusyTimesQuestion) {
  return db
    .select({ of: appointment.patientId, from: appointment.startsAt, to: appointment.endsAt })
    .from(listOf(patientIds))
    .crossJoin(listOfRanges(ranges))
    .crossJoin(appointment)
    .where(
      and(
        takes(clinicId),
        isListed(appointment.patientId),
        meetsListedRange(appointment),
        ne(appointment.id, exceptVisitId),
      ),
    )
}

/** The clinic's holds that have not expired, without the hold `holdId` of the account that asks. */
export function liveHolds({ clinicId, at, actor }: Context, holdId?: string): SQL | undefined {
  const exceptOwnHold =
    holdId === undefined
      ? undefined
      : sql`NOT (${slotHold.id} = ${holdId} AND ${slotHold.accountId} = ${actor.accountId})`
  return and(eq(slotHold.clinicId, clinicId), gt(slotHold.expiresAt, at), exceptOwnHold)
}

/** Visits that count towards a daily maximum: scheduled ones that are neither cancelled nor no-shows. Walk-ins do not count. */
export function countsToDailyMaximum(clinicId: string) {
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.kind, 'scheduled'),
    notInArray(appointment.status, ['cancelled', 'no_show']),
  )
}

function grouped<Row extends { of: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, row => row.of)
}
