import { and, asc, eq, gt, lt } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { namesOf } from '../other-workers.ts'
import type { Board, Span } from './contract.ts'
import { appointment } from './schema.ts'
import { toBoardRow, visits } from './view.ts'

/** 42 days, and the hour by which a clock change may lengthen them. */
const longestAsked = 42 * 86_400_000 + 3_600_000
const longestVisit = 28_800_000
const mostRows = 2_000

/**
 * Every visit that overlaps a range, by start, in the short rows of the day's board. One read of the clinic's index on time, then one
 * question for all names; where another Worker does not answer, the board shows ids without names.
 *
 * @returns at most 2,000 rows, `truncated` where there are more; `invalid_request` for a range that is empty or longer than 42 days.
 */
export async function board(context: Context<AppointmentEnv>, query: Span): Promise<Result<Board, 'invalid_request'>> {
  const { clinicId, actor } = context
  const [from, to] = [toInstant(query.from, actor.timezone), toInstant(query.to, actor.timezone)]
  if (to <= from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (to - from > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  const rows = await visits(context)
    .where(
      and(
        eq(appointment.clinicId, clinicId),
        gt(appointment.startsAt, from - longestVisit),
        lt(appointment.startsAt, to),
        gt(appointment.endsAt, from),
      ),
    )
    .orderBy(asc(appointment.startsAt), asc(appointment.id))
    .limit(mostRows + 1)
  const shown = rows.slice(0, mostRows)
  const names = await namesOf(context, shown)
  return ok({ items: shown.map(row => toBoardRow(row, names)), truncated: rows.length > mostRows })
}
