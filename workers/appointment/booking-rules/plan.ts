import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import type { ClinicPolicies } from '../../staff/clinic/contract.ts'
import { hoursOf, staffStandings, type WorkingHours } from '../other-workers.ts'
import type { VisitTypeRow } from '../schema.ts'
import { type Beside, isPatient, nextFree, patientBounds, soon } from '../slots/free.ts'
import { covers } from '../slots/slots.ts'
import type { BusyFailure } from '../visits/contract.ts'
import { untilWhen } from './occupied.ts'

/** When, with whom and how long: what a booking and a move have in common, and the rules that need another Worker to know. */
export interface Plan {
  /** Of the visit that is moved. */
  id?: string
  patientId: string
  /** The person's other ids, under which there may be visits too. */
  linkedIds: string[]
  staffId: string
  assistantIds: readonly string[]
  startsAt: number
  minutes: number
  /** Minutes that doctor and room stay free before and after. */
  bufferBefore: number
  bufferAfter: number
  /** Lifts the rules of time. */
  overbooked: boolean
  /** The time held for it meanwhile, which is not in its way. */
  holdId?: string | undefined
}

const minute = 60_000
/** Minutes that a patient may book by themselves without a visit type. */
export const longestSelfBooked = 60

export function timesOf({
  startsAt,
  minutes,
  bufferBefore,
  bufferAfter,
}: Pick<Plan, 'startsAt' | 'minutes' | 'bufferBefore' | 'bufferAfter'>) {
  const endsAt = startsAt + minutes * minute
  return { startsAt, endsAt, busyFrom: startsAt - bufferBefore * minute, busyUntil: endsAt + bufferAfter * minute }
}

/** How long each visit is, and the minutes that doctor and room stay free around it. */
export function lengthOf(input: { minutes?: number }, type: VisitTypeRow | undefined) {
  return {
    minutes: input.minutes ?? type?.minutes ?? 5,
    bufferBefore: type?.bufferBefore ?? 0,
    bufferAfter: type?.bufferAfter ?? 0,
  }
}

/** `in_the_past`: for patients what has begun, for staff what lies before today's local midnight, so that a late entry can be made. */
export function isPast(context: Context, startsAt: number): boolean {
  const { at, actor } = context
  return startsAt < (isPatient(context) ? at : startOfDay(localDate(at, actor.timezone), actor.timezone))
}

/** A type must be in use; patients book types made for that, at their own length, or up to an hour without one. */
export function refusedType(
  context: Context,
  input: { visitTypeId?: string; minutes?: number },
  type: VisitTypeRow | undefined,
): Failure<'visit_type_not_found' | 'not_self_bookable'> | undefined {
  if (input.visitTypeId && !type?.active) return fail('visit_type_not_found')
  if (!isPatient(context)) return undefined
  if (type) {
    const allowed = type.selfBookable && (input.minutes ?? type.minutes) === type.minutes
    return allowed ? undefined : fail('not_self_bookable')
  }
  return (input.minutes ?? 0) <= longestSelfBooked ? undefined : fail('not_self_bookable')
}

export interface Approved {
  staffName: string
  /** The room of the session in which the visit lies. */
  roomId?: string
  /** Booked visits that the member of staff takes on a day. */
  dailyMaximum?: number
}

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

export type Unapproved =
  | 'staff_not_found'
  | 'staff_archived'
  | 'in_the_past'
  | 'outside_hours'
  | 'too_soon'
  | 'too_far'
  | 'not_self_bookable'

/** Whether everyone is there and the doctor works then, and for patients whether the clinic's policy lets them. */
export async function approve(
  context: Context<AppointmentEnv>,
  plan: Plan,
  { member, hours }: Asked,
): Promise<Result<Approved, Unapproved>> {
  const { staffId, startsAt } = plan
  const { policies } = hours
  const working = hours.items.find(item => item.staffId === staffId)
  const open = working?.open ?? []
  const byPatient = isPatient(context)
  if (byPatient && !policies.selfBooking) return fail('not_self_bookable')
  if (!member.ok) return member
  const roomId = open.find(session => session.from <= startsAt && session.to > startsAt)?.roomId
  const approved = ok({ staffName: member.value, roomId, dailyMaximum: working?.dailyMaximum })
  if (plan.overbooked) return approved
  if (isPast(context, startsAt)) return fail('in_the_past')
  const outOfBounds = byPatient ? outsideNotice(policies, context.at, startsAt) : undefined
  if (outOfBounds) return outOfBounds
  const { endsAt } = timesOf(plan)
  const away = hours.items.some(
    item =>
      plan.assistantIds.includes(item.staffId) && item.absences.some(one => one.from < endsAt && one.to > startsAt),
  )
  if (away || !covers(open, startsAt, endsAt)) {
    return fail('outside_hours', { nextFree: await nextFree(context, staffId, plan, startsAt, hours, besideOf(plan)) })
  }
  return approved
}

/** Too late or too early for a patient who books or moves by themselves. */
export function outsideNotice(
  policies: ClinicPolicies,
  at: number,
  startsAt: number,
): Failure<'too_soon' | 'too_far'> | undefined {
  const { earliest, latest } = patientBounds(policies, at)
  if (startsAt < earliest) return fail('too_soon', { noticeMinutes: policies.selfBookingNotice })
  if (startsAt > latest) return fail('too_far', { days: policies.selfBookingDays })
  return undefined
}

const besideOf = ({ assistantIds, id, holdId }: Plan): Beside => ({ assistantIds, besides: id, holdId })

/** The session's room, if it can be used: one that is gone or under maintenance leaves the visit without a room. */
export function usableRoom(clinicId: string, roomId: string | undefined) {
  if (roomId === undefined) return null
  return sql<string | null>`(SELECT r.id FROM room r WHERE r.id = ${roomId} AND r.clinic_id = ${clinicId}
    AND r.removed_at IS NULL AND r.maintenance = 0)`
}

/** A refusal of the triggers with what helps on: until when, and for the doctor the next free time; or the limit that was met. */
export async function explained(
  context: Context<AppointmentEnv>,
  refused: Failure<BusyFailure>,
  plan: Plan,
  roomId: string | null | undefined,
  asked: Asked | undefined,
): Promise<Failure<BusyFailure>> {
  if (refused.code === 'daily_limit') {
    const limit = asked?.hours.items.find(item => item.staffId === plan.staffId)?.dailyMaximum
    return limit === undefined ? refused : fail('daily_limit', { limit })
  }
  if (refused.code === 'too_many_open') {
    return asked ? fail('too_many_open', { limit: asked.hours.policies.selfBookingMaxOpen }) : refused
  }
  const [taken, next] = await Promise.all([
    untilWhen(context, refused, { ...plan, ...timesOf(plan), roomId: roomId ?? null }),
    refused.code === 'staff_busy' && asked
      ? nextFree(context, plan.staffId, plan, plan.startsAt, asked.hours, besideOf(plan)).catch(() => undefined)
      : undefined,
  ])
  if (taken.code !== 'staff_busy' || !taken.details) return taken
  return fail('staff_busy', { ...taken.details, nextFree: next })
}
