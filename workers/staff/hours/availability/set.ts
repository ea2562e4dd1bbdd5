import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { staffExists } from '../../profiles/conditions.ts'
import { isWeek, type WeekKey } from './conditions.ts'
import type { Availability, SetAvailability } from './contract.ts'
import { availability } from './schema.ts'
import { toAvailability } from './view.ts'

/**
 * Set the week that holds from a date on. A new date adds a week, and takes no version; an existing one is replaced, and needs the version
 * that was seen. Sessions of one day must not overlap; they may touch.
 *
 * @returns the week; `not_found` for unknown staff; `forbidden` for a colleague's where only the own may be set; `sessions_overlap` with
 *   the weekday; `if_match_required` where the date has a week already; `stale`; `invalid_request` where it would end before it begins.
 */
export async function setAvailability(
  context: Context,
  input: WeekKey & { version?: number; week: SetAvailability },
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
          .where(and(isWeek(context, input), eq(availability.version, version)))
          .returning()
  const {
    known,
    row: [row],
  } = await batch(db, {
    known: staffExists(context, staffId),
    row: write,
    change: changeRow(context, 'availability', staffId, 'availability.set', { validFrom, validTo, weekly }),
  })
  if (row) return ok(toAvailability(row))
  if (known.length === 0) return fail('not_found')
  return fail(version === undefined ? 'if_match_required' : 'stale')
}

/** The first weekday on which two sessions overlap. */
function overlappingDay(weekly: SetAvailability['weekly']): number | undefined {
  return weekly.find((a, i) =>
    weekly.some((b, j) => j > i && a.weekday === b.weekday && a.from < b.to && b.from < a.to),
  )?.weekday
}
