import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { iso } from '#shared/time'
import { isPatient, patientBounds } from '../booking-rules/self-booking.ts'
import { type HoursQuestion, hoursOf, type WorkingHours } from '../other-workers.ts'
import { freeTimesOfStaff, type SlotConditions, type VisitLength } from './free-times-of-staff.ts'

const day = 86_400_000

/** The hours are first asked for this long: most visits find another time within a day. */
export const firstSearchSpan = day

/**
 * The next free time of a member of staff for a visit of this length, within 14 days.
 *
 * @param knownHours the hours for `firstSearchSpan` from that instant on; a fortnight costs many times as much and is asked only if needed.
 */
export async function nextFree(
  context: Context<AppointmentEnv>,
  staffId: string,
  length: VisitLength,
  from: number,
  knownHours: WorkingHours,
  conditions: SlotConditions = {},
): Promise<string | undefined> {
  const begin = isPatient(context)
    ? Math.max(from, patientBounds(knownHours.policies, context.at).earliest)
    : Math.max(from, context.at)
  const [near] = await freeTimesOfStaff(
    context,
    knownHours,
    length,
    { from, to: from + firstSearchSpan },
    begin,
    conditions,
  )
  if (near) return iso(near.from)
  const staffIds = [staffId, ...(conditions.assistantIds ?? [])]
  const later: HoursQuestion = { from: begin, to: begin + 14 * day, staffIds }
  const hours = await hoursOf(context, later, budgets.checkBeforeWrite)
  const [first] = await freeTimesOfStaff(context, hours, length, later, begin, conditions)
  return first && iso(first.from)
}
