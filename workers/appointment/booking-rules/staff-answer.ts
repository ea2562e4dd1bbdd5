import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { hoursOf, staffCards, type WorkingHours } from '../other-workers.ts'
import { firstSearchSpan } from '../slots/next-free.ts'
import type { PlannedVisit } from './length.ts'
import { isPatient } from './self-booking.ts'

/** What the staff Worker answers about a visit's staff, and their hours for `firstSearchSpan` from its start on. */
export interface StaffAnswer {
  /** The doctor's name, or why the visit cannot be with that doctor or these assistants. */
  member: Result<string, 'staff_not_found' | 'staff_archived'>
  hours: WorkingHours
  /** The names of doctor and assistants, as far as the staff Worker knows them. */
  staff: { id: string; name: string }[]
}

/**
 * Ask the staff Worker about a visit's doctor and assistants. The answer with the hours names everyone who works then; only for the others
 * a second question asks whether they exist and are archived.
 */
export async function askStaff(
  context: Context<AppointmentEnv>,
  staffId: string,
  assistantIds: readonly string[],
  from: number,
): Promise<StaffAnswer> {
  const bookable = isPatient(context) ? true : undefined
  const staffIds = [staffId, ...assistantIds]
  const hours = await hoursOf(
    context,
    { from, to: from + firstSearchSpan, staffIds, bookable },
    budgets.checkBeforeWrite,
  )
  return answerFor(context, staffId, staffIds, hours)
}

/** The answer about one visit, from hours that were asked for many visits at once. */
export function staffAnswerFrom(
  context: Context<AppointmentEnv>,
  { staffId, assistantIds, startsAt }: PlannedVisit,
  hours: WorkingHours,
): Promise<StaffAnswer> {
  const staffIds = [staffId, ...assistantIds]
  // Keep what `askStaff` would have asked for this visit: its people, and `firstSearchSpan` from its start on.
  const items = hours.items
    .filter(item => staffIds.includes(item.staffId))
    .map(item => ({
      ...item,
      open: item.open.filter(({ from, to }) => to > startsAt && from < startsAt + firstSearchSpan),
    }))
  return answerFor(context, staffId, staffIds, { ...hours, items })
}

async function answerFor(
  context: Context<AppointmentEnv>,
  staffId: string,
  staffIds: readonly string[],
  hours: WorkingHours,
): Promise<StaffAnswer> {
  const bookable = isPatient(context)
  const staff = hours.items.map(({ staffId: id, name }) => ({ id, name }))
  const missing = staffIds.filter(id => !staff.some(one => one.id === id))
  const [missed] = missing
  if (missed === undefined) return { member: ok(staff.find(({ id }) => id === staffId)?.name ?? ''), hours, staff }
  const cards = await staffCards(context, missing, budgets.checkBeforeWrite)
  const unknown = missing.some(id => !cards.some(card => card.id === id && !(bookable && !card.bookable)))
  if (unknown) return { member: fail('staff_not_found'), hours, staff }
  if (cards.some(card => card.archived)) return { member: fail('staff_archived'), hours, staff }
  const everyone = [...staff, ...cards.map(({ id, name }) => ({ id, name }))]
  return { member: ok(everyone.find(({ id }) => id === staffId)?.name ?? ''), hours, staff: everyone }
}
