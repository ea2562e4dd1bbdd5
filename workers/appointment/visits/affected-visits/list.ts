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
import type { AffectedVisits } from './contract.ts'

/** The most visits that one answer lists. */
const mostVisits = 100
/** The longest absence. */
const longestAsked = 731 * 86_400_000

/** The span that a request names; plain dates begin at the clinic's midnight. */
export function askedSpan(
  { actor }: Context,
  { from, to }: { from: string; to: string },
): Result<Interval, 'invalid_request'> {
  const span = { from: toInstant(from, actor.timezone), to: toInstant(to, actor.timezone) }
  if (span.to <= span.from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (span.to - span.from > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  return ok(span)
}

/**
 * The visits that take time of a member of staff in a span, as doctor or assistant, by start. At most `mostVisits` and one more, which
 * tells that there are more.
 */
export async function affectedVisits(context: Context, staffId: string, span: Interval): Promise<VisitRow[]> {
  const { db, clinicId } = context
  const within = and(lt(appointment.startsAt, span.to), gt(appointment.endsAt, span.from))
  // Visits ahead or in progress only: an absence that is noted late does not affect visits of the past.
  const taking = and(takingTime(clinicId, span), within)
  const { asDoctor, assisting } = await batch(db, {
    asDoctor: visits(context)
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
  return [...asDoctor, ...assisting].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
}

/** The first `mostVisits` rows, and whether there are more. */
export function firstHundred(rows: VisitRow[]): { rows: VisitRow[]; truncated: boolean } {
  return { rows: rows.slice(0, mostVisits), truncated: rows.length > mostVisits }
}

/**
 * List the visits that an absence of a member of staff affects.
 *
 * @param input `uncovered`: only visits outside the hours of now that were not overbooked, as after an opening was removed.
 */
export async function listAffectedVisits(
  context: Context<AppointmentEnv>,
  input: { staffId: string; from: string; to: string; uncovered?: boolean },
): Promise<Result<AffectedVisits, 'invalid_request'>> {
  const span = askedSpan(context, input)
  if (!span.ok) return span
  const { rows, truncated } = firstHundred(await affectedVisits(context, input.staffId, span.value))
  const shown = input.uncovered ? await uncovered(context, input.staffId, rows) : rows
  const names = await namesOf(context, shown)
  return ok({ items: shown.map(row => toBoardRow(row, names)), truncated })
}

async function uncovered(context: Context<AppointmentEnv>, staffId: string, rows: VisitRow[]): Promise<VisitRow[]> {
  const ordinary = rows.filter(row => row.overbookReason === null && row.staffId === staffId)
  if (ordinary.length === 0) return []
  const spans = ordinary.map(row => ({ from: row.startsAt, to: row.endsAt }))
  const hours = await hoursInSpans(context, { spans, staffIds: [staffId] }, budgets.checkBeforeRead)
  const open = hours.items[0]?.open ?? []
  return ordinary.filter(row => !covers(open, row.startsAt, row.endsAt))
}
