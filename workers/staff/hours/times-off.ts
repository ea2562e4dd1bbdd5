import { and, type Column, gt, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { decodeCursor, defaultLimit } from '#shared/input/cursor'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { ListTimesOff } from './contract.ts'

/** What closures and absences have in common: a half-open span, Unix milliseconds, at most 731 days long. */
export const longestTimeOff = 731 * 86_400_000

export interface Span {
  startsAt: number
  endsAt: number
}

/** The span that was asked for, plain dates at the clinic's midnight; `invalid_request` where it is empty or too long. */
export function readSpan(
  context: Context,
  input: { startsAt: string; endsAt: string },
): Result<Span, 'invalid_request'> {
  const { timezone } = context.actor
  const span = { startsAt: toInstant(input.startsAt, timezone), endsAt: toInstant(input.endsAt, timezone) }
  if (span.endsAt <= span.startsAt) return fail('invalid_request', [{ path: 'endsAt', rule: 'after_start' }])
  if (span.endsAt - span.startsAt > longestTimeOff)
    return fail('invalid_request', [{ path: 'endsAt', rule: 'too_long' }])
  return ok(span)
}

/** Rows that touch `from`–`to`. The lower bound on the start keeps the index from being read back to the beginning. */
export function touching(table: { startsAt: Column; endsAt: Column }, from?: number, to?: number) {
  return and(
    from === undefined ? undefined : and(gt(table.endsAt, from), gt(table.startsAt, from - longestTimeOff)),
    to === undefined ? undefined : lt(table.startsAt, to),
  )
}

/** Filter, place and size of a page of times off, in order of their start. */
export function pageOfTimesOff(
  context: Context,
  table: { id: Column; startsAt: Column; endsAt: Column; updatedAt: Column },
  input: ListTimesOff,
) {
  const { timezone } = context.actor
  const instantOf = (value?: string) => (value === undefined ? undefined : toInstant(value, timezone))
  const key = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['number', 'string'])
  if (input.cursor !== undefined && !key) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const since = instantOf(input.updatedSince)
  return ok({
    limit: input.limit ?? defaultLimit,
    where: and(
      touching(table, instantOf(input.from), instantOf(input.to)),
      since === undefined ? undefined : gte(table.updatedAt, since),
      key && sql`(${table.startsAt}, ${table.id}) > (${key[0]}, ${key[1]})`,
    ),
  })
}
