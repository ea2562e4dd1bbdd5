import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { hoursOf, staffStandings, type WorkingHours } from '../other-workers.ts'
import { soon } from '../slots/next-free.ts'
import type { Plan } from './length.ts'
import { isPatient } from './self-booking.ts'

/** What the staff Worker says of one member of staff, and of the hours from a visit's start on for as long as `soon`. */
export interface Asked {
  /** Who it is; without a name, why not. */
  member: Result<string, 'staff_not_found' | 'staff_archived'>
  hours: WorkingHours
  /** The names of everyone asked for who is there. */
  staff: { id: string; name: string }[]
}

/**
 * The hours name whoever works then; only where they do not name everyone it is asked whether there are such people at all. Who left before
 * that day is archived then.
 */
export async function askStaff(
  context: Context<AppointmentEnv>,
  staffId: string,
  assistantIds: readonly string[],
  from: number,
): Promise<Asked> {
  const bookable = isPatient(context) ? true : undefined
  const staffIds = [staffId, ...assistantIds]
  const hours = await hoursOf(context, { from, to: from + soon, staffIds, bookable }, budgets.checkBeforeWrite)
  return whoIsThere(context, staffId, staffIds, hours)
}

/** The same of hours that were asked before, for many visits at once. */
export function askedOf(
  context: Context<AppointmentEnv>,
  { staffId, assistantIds, startsAt }: Plan,
  hours: WorkingHours,
): Promise<Asked> {
  const staffIds = [staffId, ...assistantIds]
  // As if only this visit had been asked for: of these people, and no further than one question looks.
  const items = hours.items
    .filter(item => staffIds.includes(item.staffId))
    .map(item => ({ ...item, open: item.open.filter(({ from, to }) => to > startsAt && from < startsAt + soon) }))
  return whoIsThere(context, staffId, staffIds, { ...hours, items })
}

async function whoIsThere(
  context: Context<AppointmentEnv>,
  staffId: string,
  staffIds: readonly string[],
  hours: WorkingHours,
): Promise<Asked> {
  const bookable = isPatient(context)
  const staff = hours.items.map(({ staffId: id, name }) => ({ id, name }))
  const missing = staffIds.filter(id => !staff.some(one => one.id === id))
  const [missed] = missing
  if (missed === undefined) return { member: ok(staff.find(({ id }) => id === staffId)?.name ?? ''), hours, staff }
  const cards = await staffStandings(context, missing, budgets.checkBeforeWrite)
  const unknown = missing.some(id => !cards.some(card => card.id === id && !(bookable && !card.bookable)))
  if (unknown) return { member: fail('staff_not_found'), hours, staff }
  if (cards.some(card => card.archived)) return { member: fail('staff_archived'), hours, staff }
  const known = [...staff, ...cards.map(({ id, name }) => ({ id, name }))]
  return { member: ok(known.find(({ id }) => id === staffId)?.name ?? ''), hours, staff: known }
}
