import { and, eq, gt, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { staffExists } from '../../profiles/conditions.ts'
import type { ListTimesOff } from '../contract.ts'
import { toTimeOff } from '../view.ts'
import type { Opening } from './contract.ts'
import { longestOpening } from './longest-opening.ts'
import { opening } from './schema.ts'

/** One person's extra openings that touch `from`–`to`, in order of their start. */
export async function listOpenings(
  context: Context,
  input: { staffId: string; list: ListTimesOff },
): Promise<Result<Page<Opening>, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const { cursor, from, to, updatedSince, limit = defaultLimit } = input.list
  const key = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !key) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const instantOf = (value: string) => toInstant(value, actor.timezone)
  const { known, rows } = await batch(db, {
    known: staffExists(context, input.staffId),
    rows: db
      .select()
      .from(opening)
      .where(
        and(
          eq(opening.clinicId, clinicId),
          eq(opening.staffId, input.staffId),
          from === undefined
            ? undefined
            : and(gt(opening.endsAt, instantOf(from)), gt(opening.startsAt, instantOf(from) - longestOpening)),
          to === undefined ? undefined : lt(opening.startsAt, instantOf(to)),
          updatedSince === undefined ? undefined : gte(opening.updatedAt, instantOf(updatedSince)),
          key && sql`(${opening.startsAt}, ${opening.id}) > (${key[0]}, ${key[1]})`,
        ),
      )
      .orderBy(opening.startsAt, opening.id)
      .limit(limit + 1),
  })
  if (known.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.startsAt, row.id], toTimeOff))
}
