import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { iso } from '#shared/time'
import { isPatient, patientBounds } from '../booking-rules/self-booking.ts'
import { type HoursQuestion, hoursOf, type WorkingHours } from '../other-workers.ts'
import { type Beside, freeAmong, type Length } from './free-times-of-staff.ts'

const day = 86_400_000

/** How long after an instant the hours are asked for at once: most visits find another time within a day. */
export const soon = day

/**
 * The next time from an instant on at which a member of staff could take such a visit, within 14 days.
 *
 * @param known the hours from that instant on for as long as `soon`: a fortnight costs many times as much and is asked only if need be.
 */
export async function nextFree(
  context: Context<AppointmentEnv>,
  staffId: string,
  length: Length,
  from: number,
  known: WorkingHours,
  beside: Beside = {},
): Promise<string | undefined> {
  const begin = isPatient(context)
    ? Math.max(from, patientBounds(known.policies, context.at).earliest)
    : Math.max(from, context.at)
  const [near] = await freeAmong(context, known, length, { from, to: from + soon }, begin, beside)
  if (near) return iso(near.from)
  const staffIds = [staffId, ...(beside.assistantIds ?? [])]
  const later: HoursQuestion = { from: begin, to: begin + 14 * day, staffIds }
  const hours = await hoursOf(context, later, budgets.checkBeforeWrite)
  const [first] = await freeAmong(context, hours, length, later, begin, beside)
  return first && iso(first.from)
}
