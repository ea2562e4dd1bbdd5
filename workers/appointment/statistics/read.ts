import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { addDays, localDate, startOfDay, toInstant } from '#shared/time'
import { countsToDailyMaximum } from '../booking-rules/busy-times.ts'
import { type Interval, merged } from '../intervals.ts'
import { hoursOf } from '../other-workers.ts'
import { room } from '../rooms/schema.ts'
import { appointment } from '../visits/schema.ts'
import type { ReadStatistics, Statistics } from './contract.ts'
import { numbersOf, roundShare } from './numbers.ts'

/** 366 days, and the hour by which a clock change may lengthen them. */
const longestAsked = 366 * 86_400_000 + 3_600_000
/** The staff Worker's bound for one question of hours, in days. */
const askedAtOnce = 40
const minute = 60_000

/**
 * The visits of a range by status, per local day and in sum, the waiting times, and how much of the time of staff and rooms was booked. One batch of three reads over the clinic's index on time, grouped by the database; hours are asked in spans of 40 days, side by
 * side.
 *
 * @returns `invalid_request` for a range that is empty or longer than 366 days.
 */
export async function readStatistics(
  context: Context<AppointmentEnv>,
  query: ReadStatistics,
): Promise<Result<Statistics, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const zone = actor.timezone
  const [from, to] = [toInstant(query.from, zone), toInstant(query.to, zone)]
  if (to <= from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (to - from > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  const days = daysBetween(from, to, zone)
  const dayList = sql`json_each(${JSON.stringify(days)}) day`
  const [dayFrom, dayTo] = [sql`(day.value ->> 'from')`, sql`(day.value ->> 'to')`]
  const onDay = and(
    eq(appointment.clinicId, clinicId),
    sql`${appointment.startsAt} >= ${dayFrom}`,
    sql`${appointment.startsAt} < ${dayTo}`,
  )
  const date = sql<string>`day.value ->> 'date'`.as('date')
  const waitedMinutes = sql<number>`(${appointment.startedAt} - ${appointment.arrivedAt}) / ${sql.raw(String(minute))}`
  const { counted, waited, used, rooms } = await batch(db, {
    counted: db
      .select({
        date,
        status: appointment.status,
        kind: appointment.kind,
        total: sql<number>`count(*)`.as('total'),
        late: sql<number>`coalesce(sum(${appointment.cancelledLate}), 0)`.as('late'),
      })
      .from(dayList)
      .crossJoin(appointment)
      .where(onDay)
      .groupBy(sql`1`, appointment.status, appointment.kind),
    waited: db
      .select({ date, minutes: waitedMinutes.as('minutes'), total: sql<number>`count(*)`.as('total') })
      .from(dayList)
      .crossJoin(appointment)
      .where(and(onDay, sql`${appointment.startedAt} >= ${appointment.arrivedAt}`))
      .groupBy(sql`1`, sql`2`),
    used: db
      .select({
        staffId: appointment.staffId,
        roomId: appointment.roomId,
        minutes: sql<number>`sum(${appointment.endsAt} - ${appointment.startsAt}) / ${sql.raw(String(minute))}`.as(
          'minutes',
        ),
      })
      .from(appointment)
      .where(and(countsToDailyMaximum(clinicId), gte(appointment.startsAt, from), lt(appointment.startsAt, to)))
      .groupBy(appointment.staffId, appointment.roomId),
    rooms: db
      .select({ id: room.id, number: room.number, removedAt: room.removedAt })
      .from(room)
      .where(eq(room.clinicId, clinicId))
      .orderBy(room.number, room.id),
  })
  const offered = await offeredIn(context, days)
  const use = (booked: number, minutes: number) => ({
    bookedMinutes: booked,
    offeredMinutes: minutes,
    utilisation: minutes > 0 ? roundShare(booked / minutes) : undefined,
  })
  const sumOf = (rows: { minutes: number }[]) => rows.reduce((sum, row) => sum + row.minutes, 0)
  return ok({
    from: query.from,
    to: query.to,
    timezone: zone,
    sum: numbersOf(counted, waited),
    days: days.map(day => ({
      date: day.date,
      ...numbersOf(
        counted.filter(row => row.date === day.date),
        waited.filter(row => row.date === day.date),
      ),
    })),
    staff: offered.staff.map(one => ({
      id: one.id,
      name: one.name,
      ...use(sumOf(used.filter(row => row.staffId === one.id)), one.minutes),
    })),
    rooms: rooms
      .map(({ id, number, removedAt }) => ({ id, number, removedAt, rows: used.filter(row => row.roomId === id) }))
      .filter(({ removedAt, rows }) => removedAt === null || rows.length > 0)
      .map(({ id, number, rows }) => ({ id, number, ...use(sumOf(rows), offered.anyone) })),
  })
}

interface Day {
  date: string
  from: number
  to: number
}

/** The clinic's local days of a range; the first and the last may be parts. */
function daysBetween(from: number, to: number, zone: string): Day[] {
  const days: Day[] = []
  for (let date = localDate(from, zone), begin = from; begin < to; ) {
    const next = addDays(date, 1)
    const end = Math.min(startOfDay(next, zone), to)
    days.push({ date, from: begin, to: end })
    date = next
    begin = end
  }
  return days
}

/** The working minutes of each member of staff, and those in which anyone works. */
async function offeredIn(context: Context<AppointmentEnv>, days: readonly Day[]) {
  const spans: { from: number; to: number }[] = []
  for (let i = 0; i < days.length; i += askedAtOnce) {
    const [first, last] = [days[i], days[Math.min(i + askedAtOnce, days.length) - 1]]
    if (first && last) spans.push({ from: first.from, to: last.to })
  }
  const answers = await Promise.all(spans.map(span => hoursOf(context, span, budgets.checkBeforeRead)))
  const staff = new Map<string, { id: string; name: string; minutes: number }>()
  let anyone = 0
  for (const { items } of answers) {
    for (const { staffId, name, open } of items) {
      const one = staff.get(staffId) ?? { id: staffId, name, minutes: 0 }
      one.minutes += minutesOf(open)
      staff.set(staffId, one)
    }
    anyone += minutesOf(items.flatMap(({ open }) => open))
  }
  return { staff: [...staff.values()], anyone }
}

const minutesOf = (open: readonly Interval[]) =>
  merged(open).reduce((sum, one) => sum + (one.to - one.from) / minute, 0)
