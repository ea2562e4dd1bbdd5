import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import type { Hours, HoursQuery } from './contract.ts'
import { readHoursOfDays } from './read-days.ts'

/**
 * When staff are there: weekly hours in the clinic's zone and extra openings, minus absences and closures, as instants. What the appointment Worker makes
 * slots of, and by which it knows a time outside the hours; one round trip to the database, whatever is asked.
 *
 * Those who left before `from` are left out, those who leave in between have no hours after. Unknown ids are left out.
 *
 * @param input `from` and `to` are instants or the clinic's dates, at most 42 days apart; without `staffIds` or `specialty` all staff.
 * @returns `invalid_request` for a range that is empty or too long, or for more than 500 ids.
 */
export function readHours(
  context: Context,
  { from, to, ...who }: HoursQuery,
): Promise<Result<Hours, 'invalid_request'>> {
  return readHoursOfDays(context, { spans: [{ from, to }], ...who })
}
