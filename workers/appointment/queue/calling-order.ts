import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type AppointmentRow, appointment } from '../visits/schema.ts'

/**
 * The calling order: urgent visits first, then by due time, which is the later of appointed time and arrival. A skipped patient takes rank
 * and due time of the patient behind whom they wait now. The queue number decides between equals.
 */

const rank = sql<number>`coalesce(${appointment.queueRank}, 1 - ${appointment.urgent})`
const due = sql<number>`coalesce(${appointment.queueDue}, max(${appointment.startsAt}, ${appointment.arrivedAt}))`
const skipped = sql<number>`coalesce(${appointment.skippedAt}, 0)`

export const callingOrder = [asc(rank), asc(due), asc(skipped), asc(appointment.queueNumber)]

/** The columns that decide the calling order. */
export type QueueOrderColumns = Pick<
  AppointmentRow,
  'id' | 'urgent' | 'queueRank' | 'queueDue' | 'skippedAt' | 'startsAt' | 'arrivedAt' | 'queueNumber' | 'staffId'
>

export const rankOf = (row: QueueOrderColumns) => row.queueRank ?? (row.urgent ? 0 : 1)
export const dueOf = (row: QueueOrderColumns) => row.queueDue ?? Math.max(row.startsAt, row.arrivedAt ?? 0)

/** `callingOrder` as a comparison of two rows. */
export function inCallingOrder(a: QueueOrderColumns, b: QueueOrderColumns): number {
  return (
    rankOf(a) - rankOf(b) ||
    dueOf(a) - dueOf(b) ||
    (a.skippedAt ?? 0) - (b.skippedAt ?? 0) ||
    (a.queueNumber ?? 0) - (b.queueNumber ?? 0)
  )
}

/**
 * Visits of one local day whose patient has arrived and not started. The `+` keeps SQLite on the index of queue numbers; the index of
 * statuses would also read visits of other days that were left as arrived.
 */
export function waitingOn(clinicId: string, date: string) {
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.queueDate, date),
    sql`+${appointment.status} = 'arrived'`,
  )
}

export const uncalled = isNull(appointment.calledAt)

/** The columns of a visit that was neither called nor skipped. */
export const neverCalled = {
  calledAt: null,
  callCount: 0,
  calledStaffId: null,
  calledRoomId: null,
  queueRank: null,
  queueDue: null,
  skippedAt: null,
}
