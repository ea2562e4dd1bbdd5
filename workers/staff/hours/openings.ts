import { and, eq, gt, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import type { AddOpening, ListTimesOff, Opening } from '../contract.ts'
import { standing } from '../profiles/read.ts'
import { opening } from '../schema.ts'
import { toAbsence } from '../view.ts'
import { readSpan } from './times-off.ts'

/** The longest opening: a day, also one on which the clock goes back. See migrations/staff/0005. */
export const longestOpening = 90_000_000

/** One person's extra openings that touch `from`–`to`, in order of their start. */
export async function openings(
  context: Context,
  input: { staffId: string; list: ListTimesOff },
): Promise<Result<Page<Opening>, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const { cursor, from, to, updatedSince, limit = defaultLimit } = input.list
  const key = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !key) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const instantOf = (value: string) => toInstant(value, actor.timezone)
  const { known, rows } = await batch(db, {
    known: standing(context, input.staffId),
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
  return ok(toPage(rows, limit, row => [row.startsAt, row.id], toAbsence))
}

export async function getOpening({ db, clinicId }: Context, id: string): Promise<Result<Opening, 'not_found'>> {
  const [row] = await db
    .select()
    .from(opening)
    .where(and(eq(opening.clinicId, clinicId), eq(opening.id, id)))
  return row ? ok(toAbsence(row)) : fail('not_found')
}

/**
 * Open once more than the weekly hours say, without a change of them. Openings may overlap each other and the hours; absences and closures
 * are taken out of them as of any other time.
 *
 * @returns the opening; `not_found` for unknown staff; `forbidden` for a colleague's where only the own may be noted; `invalid_request`
 *   for a span that is empty or longer than a day.
 */
export async function addOpening(
  context: Context,
  input: { staffId: string; opening: AddOpening },
): Promise<Result<Opening, 'not_found' | 'forbidden' | 'invalid_request'>> {
  const { db, clinicId, at, reach, actor } = context
  const { staffId } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const span = readSpan(context, input.opening)
  if (!span.ok) return span
  const { startsAt, endsAt } = span.value
  if (endsAt - startsAt > longestOpening) return fail('invalid_request', [{ path: 'endsAt', rule: 'too_long' }])
  const id = newId('opening')
  const {
    row: [row],
  } = await batch(db, {
    row: insertFrom(
      db,
      opening,
      {
        id,
        clinicId: sql`clinic_id`,
        staffId: sql`id`,
        startsAt,
        endsAt,
        reason: input.opening.reason,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM staff WHERE clinic_id = ${clinicId} AND id = ${staffId}`,
    ).returning(),
    change: changeRow(context, 'opening', id, 'opening.added', { staffId }),
    repeat: repeatRows(context, id),
  })
  return row ? ok(toAbsence(row)) : fail('not_found')
}

/** Take an opening back. Visits booked in it stay; the change ledger keeps when it was. @returns the opening as it was. */
export async function removeOpening(
  context: Context,
  input: { staffId: string; id: string; version: number },
): Promise<Result<Opening, 'not_found' | 'forbidden' | 'stale'>> {
  const { db, clinicId, reach, actor } = context
  const { staffId, id, version } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const mine = and(eq(opening.clinicId, clinicId), eq(opening.staffId, staffId), eq(opening.id, id))
  const [before] = await db.select().from(opening).where(mine)
  if (!before) return fail('not_found')
  const { gone } = await batch(db, {
    gone: db
      .delete(opening)
      .where(and(mine, eq(opening.version, version)))
      .returning({ id: opening.id }),
    change: changeRow(context, 'opening', id, 'opening.removed', {
      staffId,
      startsAt: iso(before.startsAt),
      endsAt: iso(before.endsAt),
    }),
  })
  return gone.length === 1 ? ok(toAbsence(before)) : fail('stale')
}
