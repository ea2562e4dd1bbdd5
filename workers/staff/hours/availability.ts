import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow } from '#shared/database/ledger'
import { decodeCursor, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { Availability, ListAvailability, SetAvailability } from '../contract.ts'
import { standing } from '../profiles/read.ts'
import { availability } from '../schema.ts'
import { toAvailability } from '../view.ts'

/** One week of one person: whose, and the date from which it holds. */
interface Which {
  staffId: string
  validFrom: string
}

function mine({ clinicId }: Context, { staffId, validFrom }: Which) {
  return and(
    eq(availability.clinicId, clinicId),
    eq(availability.staffId, staffId),
    eq(availability.validFrom, validFrom),
  )
}

/** All weeks of one person, the latest first; 100 where no limit is said. */
export async function listAvailability(
  context: Context,
  input: { staffId: string; list: ListAvailability },
): Promise<Result<Page<Availability>, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const { staffId, list } = input
  const limit = list.limit ?? 100
  const key = list.cursor === undefined ? undefined : decodeCursor(list.cursor, ['string'])
  if (list.cursor !== undefined && !key) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const since = list.updatedSince === undefined ? undefined : toInstant(list.updatedSince, actor.timezone)
  const { known, rows } = await batch(db, {
    known: standing(context, staffId),
    rows: db
      .select()
      .from(availability)
      .where(
        and(
          eq(availability.clinicId, clinicId),
          eq(availability.staffId, staffId),
          key && lt(availability.validFrom, key[0]),
          since === undefined ? undefined : gte(availability.updatedAt, since),
        ),
      )
      .orderBy(desc(availability.validFrom))
      .limit(limit + 1),
  })
  if (known.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.validFrom], toAvailability))
}

export async function getAvailability(context: Context, input: Which): Promise<Result<Availability, 'not_found'>> {
  const [row] = await context.db.select().from(availability).where(mine(context, input))
  return row ? ok(toAvailability(row)) : fail('not_found')
}

/**
 * Set the week that holds from a date on. A new date adds a week, and takes no version; an existing one is replaced, and needs the version
 * that was seen. Sessions of one day must not overlap; they may touch.
 *
 * @returns the week; `not_found` for unknown staff; `forbidden` for a colleague's where only the own may be set; `sessions_overlap` with
 *   the weekday; `if_match_required` where the date has a week already; `stale`; `invalid_request` where it would end before it begins.
 */
export async function setAvailability(
  context: Context,
  input: Which & { version?: number; week: SetAvailability },
): Promise<
  Result<
    Availability,
    'not_found' | 'forbidden' | 'sessions_overlap' | 'if_match_required' | 'stale' | 'invalid_request'
  >
> {
  const { db, clinicId, at, reach, actor } = context
  const { staffId, validFrom, version, week } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  if (week.validTo !== undefined && week.validTo < validFrom) {
    return fail('invalid_request', [{ path: 'validTo', rule: 'after_valid_from' }])
  }
  const crowded = overlappingDay(week.weekly)
  if (crowded !== undefined) return fail('sessions_overlap', { weekday: crowded })
  const weekly = [...week.weekly].sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1))
  const validTo = week.validTo ?? null
  const write =
    version === undefined
      ? insertFrom(
          db,
          availability,
          {
            clinicId: sql`clinic_id`,
            staffId: sql`id`,
            validFrom,
            validTo,
            weekly,
            version: 1,
            createdAt: at,
            updatedAt: at,
          },
          sql`FROM staff WHERE clinic_id = ${clinicId} AND id = ${staffId}`,
        )
          .onConflictDoNothing()
          .returning()
      : db
          .update(availability)
          .set({ weekly, validTo, version: sql`version + 1`, updatedAt: at })
          .where(and(mine(context, input), eq(availability.version, version)))
          .returning()
  const {
    known,
    row: [row],
  } = await batch(db, {
    known: standing(context, staffId),
    row: write,
    change: changeRow(context, 'availability', staffId, 'availability.set', { validFrom, validTo, weekly }),
  })
  if (row) return ok(toAvailability(row))
  if (known.length === 0) return fail('not_found')
  return fail(version === undefined ? 'if_match_required' : 'stale')
}

/** Take a week away, so that the one before it holds again. The change ledger keeps it. */
export async function removeAvailability(
  context: Context,
  input: Which & { version: number },
): Promise<Result<null, 'not_found' | 'forbidden' | 'stale'>> {
  const { db, reach, actor } = context
  const { staffId, validFrom, version } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const [before] = await db.select().from(availability).where(mine(context, input))
  if (!before) return fail('not_found')
  const { validTo, weekly } = before
  const { gone } = await batch(db, {
    gone: db
      .delete(availability)
      .where(and(mine(context, input), eq(availability.version, version)))
      .returning({ validFrom: availability.validFrom }),
    change: changeRow(context, 'availability', staffId, 'availability.removed', { validFrom, validTo, weekly }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}

/** The first weekday on which two sessions overlap. */
function overlappingDay(weekly: SetAvailability['weekly']): number | undefined {
  return weekly.find((a, i) =>
    weekly.some((b, j) => j > i && a.weekday === b.weekday && a.from < b.to && b.from < a.to),
  )?.weekday
}
