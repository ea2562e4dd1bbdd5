import { and, eq, gte, isNotNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { localDate, localHour, toInstant } from '#shared/time'
import { type Span, type Status, statuses } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import type { AppointmentCounts } from './contract.ts'

/** Every zone's clock differs from UTC by whole quarters of an hour, so quarters can be counted here and named in the clinic's zone after. */
const quarter = 900_000
/** 93 days: a quarter of a year. */
const longestAsked = 93 * 86_400_000

/**
 * Visits of a range counted by status, day and hour of their start in the clinic's zone, and how long people waited; one round trip.
 *
 * @returns `invalid_request` for a range that is empty or longer than 93 days.
 */
export async function countAppointments(
  context: Context,
  query: Span,
): Promise<Result<AppointmentCounts, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const zone = actor.timezone
  const [from, to] = [toInstant(query.from, zone), toInstant(query.to, zone)]
  if (to <= from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (to - from > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  const inRange = and(eq(appointment.clinicId, clinicId), gte(appointment.startsAt, from), lt(appointment.startsAt, to))
  const slice = sql<number>`${appointment.startsAt} / ${sql.raw(String(quarter))}`
  const {
    counted,
    waited: [waited],
  } = await batch(db, {
    counted: db
      .select({
        quarter: slice,
        status: appointment.status,
        total: sql<number>`count(*)`,
        walkIns: sql<number>`sum(${appointment.kind} = 'walk_in')`,
      })
      .from(appointment)
      .where(inRange)
      .groupBy(slice, appointment.status),
    waited: db
      .select({ mean: sql<number | null>`avg(${appointment.startedAt} - ${appointment.arrivedAt})` })
      .from(appointment)
      .where(and(inRange, isNotNull(appointment.startedAt), isNotNull(appointment.arrivedAt))),
  })
  const byStatus = Object.fromEntries(statuses.map(status => [status, 0])) as Record<Status, number>
  const days = new Map<string, AppointmentCounts['byDay'][number]>()
  const hours = new Map<number, number>()
  let total = 0
  let walkIns = 0
  for (const row of counted) {
    const startsAt = row.quarter * quarter
    const date = localDate(startsAt, zone)
    const day = days.get(date) ?? { date, total: 0, byStatus: {} }
    const hour = localHour(startsAt, zone)
    total += row.total
    walkIns += row.walkIns
    byStatus[row.status] += row.total
    day.total += row.total
    day.byStatus[row.status] = (day.byStatus[row.status] ?? 0) + row.total
    days.set(date, day)
    if (row.status !== 'cancelled') hours.set(hour, (hours.get(hour) ?? 0) + row.total)
  }
  return ok({
    total,
    walkIns,
    byStatus,
    byDay: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
    byHour: [...hours].map(([hour, count]) => ({ hour, total: count })).sort((a, b) => a.hour - b.hour),
    meanWaitMinutes: waited?.mean == null ? undefined : Math.round(waited.mean / 60_000),
  })
}
