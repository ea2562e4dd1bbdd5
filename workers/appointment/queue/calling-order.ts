import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type AppointmentRow, appointment } from '../visits/schema.ts'

/**
 * The order in which people are called. Urgent ones first; then by the instant from which someone is due, the later of appointed time and
 * arrival: who comes early waits for the appointed time, who comes late or without one is due from arrival on. Who was skipped has the
 * place of the one behind whom they now wait. Last the queue number, so that the order is one for all.
 */

const rank = sql<number>`coalesce(${appointment.queueRank}, 1 - ${appointment.urgent})`
const due = sql<number>`coalesce(${appointment.queueDue}, max(${appointment.startsAt}, ${appointment.arrivedAt}))`
const skipped = sql<number>`coalesce(${appointment.skippedAt}, 0)`

export const callingOrder = [asc(rank), asc(due), asc(skipped), asc(appointment.queueNumber)]

/** What the order depends on. */
export type Placed = Pick<
  AppointmentRow,
  'id' | 'urgent' | 'queueRank' | 'queueDue' | 'skippedAt' | 'startsAt' | 'arrivedAt' | 'queueNumber' | 'staffId'
>

export const rankOf = (row: Placed) => row.queueRank ?? (row.urgent ? 0 : 1)
export const dueOf = (row: Placed) => row.queueDue ?? Math.max(row.startsAt, row.arrivedAt ?? 0)

/** The same order for rows already read. */
export function inCallingOrder(a: Placed, b: Placed): number {
  return (
    rankOf(a) - rankOf(b) ||
    dueOf(a) - dueOf(b) ||
    (a.skippedAt ?? 0) - (b.skippedAt ?? 0) ||
    (a.queueNumber ?? 0) - (b.queueNumber ?? 0)
  )
}

/**
 * Who has arrived and is not in yet, of one local day. The `+` keeps SQLite on the index of queue numbers: by status it would also read
 * everyone who was forgotten in the waiting room on another day.
 */
export function waitingOn(clinicId: string, date: string) {
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.queueDate, date),
    sql`+${appointment.status} = 'arrived'`,
  )
}

export const uncalled = isNull(appointment.calledAt)

/** A visit of which nobody was called or skipped yet. */
export const notCalled = {
  calledAt: null,
  callCount: 0,
  calledStaffId: null,
  calledRoomId: null,
  queueRank: null,
  queueDue: null,
  skippedAt: null,
}
