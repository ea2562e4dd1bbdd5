import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { takingTime } from '../../booking-rules/busy-times.ts'
import { covers, type Interval } from '../../intervals.ts'
import { hoursInSpans, namesOf } from '../../other-workers.ts'
import { appointment, assistantTime } from '../schema.ts'
import { toBoardRow, type VisitRow, visits } from '../view.ts'
import type { Hit } from './contract.ts'

/** Visits that one question answers. */
const mostVisits = 100
/** As long as an absence may be. */
const longestAsked = 731 * 86_400_000

/** A span as it was asked, plain dates at the clinic's midnight. */
export function spanOf(
  { actor }: Context,
  { from, to }: { from: string; to: string },
): Result<Interval, 'invalid_request'> {
  const span = { from: toInstant(from, actor.timezone), to: toInstant(to, actor.timezone) }
  if (span.to <= span.from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (span.to - span.from > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  return ok(span)
}

/**
 * The visits that take someone's time in a span, as their doctor or assisting, by start: what an absence hits. At most 100 and one more,
 * which says that there are more.
 */
export async function visitsHit(context: Context, staffId: string, span: Interval): Promise<VisitRow[]> {
  const { db, clinicId } = context
  const within = and(lt(appointment.startsAt, span.to), gt(appointment.endsAt, span.from))
  // Only what is still ahead or running: a past absence, noted late, displaces nobody any more.
  const taking = and(takingTime(clinicId, span), within)
  const { own, assisting } = await batch(db, {
    own: visits(context)
      .where(and(taking, eq(appointment.staffId, staffId)))
      .orderBy(asc(appointment.startsAt), asc(appointment.id))
      .limit(mostVisits + 1),
    assisting: visits(context)
      .where(
        and(
          taking,
          sql`${appointment.id} IN (SELECT ${assistantTime.appointmentId} FROM ${assistantTime}
            WHERE ${assistantTime.clinicId} = ${clinicId} AND ${assistantTime.staffId} = ${staffId}
              AND ${assistantTime.busyUntil} > ${span.from} AND ${assistantTime.startsAt} < ${span.to}
              AND ${assistantTime.startsAt} > ${span.from - 32_400_000})`,
        ),
      )
      .orderBy(asc(appointment.startsAt), asc(appointment.id))
      .limit(mostVisits + 1),
  })
  return [...own, ...assisting].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
}

/** The first hundred of visits hit, and whether there are more. */
export function firstHundred(rows: VisitRow[]): { rows: VisitRow[]; truncated: boolean } {
  return { rows: rows.slice(0, mostVisits), truncated: rows.length > mostVisits }
}

/**
 * The visits that someone's absence hits.
 *
 * @param input `uncovered`: only those that the hours do not cover now and that were not overbooked, as after an opening was taken back.
 */
export async function hit(
  context: Context<AppointmentEnv>,
  input: { staffId: string; from: string; to: string; uncovered?: boolean },
): Promise<Result<Hit, 'invalid_request'>> {
  const span = spanOf(context, input)
  if (!span.ok) return span
  const { rows, truncated } = firstHundred(await visitsHit(context, input.staffId, span.value))
  const kept = input.uncovered ? await uncovered(context, input.staffId, rows) : rows
  const names = await namesOf(context, kept)
  return ok({ items: kept.map(row => toBoardRow(row, names)), truncated })
}

async function uncovered(context: Context<AppointmentEnv>, staffId: string, rows: VisitRow[]): Promise<VisitRow[]> {
  const ordinary = rows.filter(row => row.overbookReason === null && row.staffId === staffId)
  if (ordinary.length === 0) return []
  const spans = ordinary.map(row => ({ from: row.startsAt, to: row.endsAt }))
  const hours = await hoursInSpans(context, { spans, staffIds: [staffId] }, budgets.checkBeforeRead)
  const open = hours.items[0]?.open ?? []
  return ordinary.filter(row => !covers(open, row.startsAt, row.endsAt))
}
