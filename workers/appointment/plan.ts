import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import type { BusyFailure } from './contract.ts'
import { isPatient, nextFree, patientBounds, soon } from './free.ts'
import { hoursOf, patience, staffStandings, type WorkingHours } from './neighbours.ts'
import { untilWhen } from './occupied.ts'
import { covers } from './slots.ts'

/** When, with whom and how long: what a booking and a move have in common, and the rules that need another Worker to know. */
export interface Plan {
  /** Of the visit that is moved. */
  id?: string
  patientId: string
  staffId: string
  startsAt: number
  minutes: number
  /** Minutes that doctor and room stay free before and after. */
  bufferBefore: number
  bufferAfter: number
  /** Lifts the rules of time. */
  overbooked: boolean
}

const minute = 60_000
/** Minutes that a patient may book by themselves without a visit type. */
export const longestSelfBooked = 60

export function timesOf({ startsAt, minutes, bufferBefore, bufferAfter }: Plan) {
  const endsAt = startsAt + minutes * minute
  return { startsAt, endsAt, busyFrom: startsAt - bufferBefore * minute, busyUntil: endsAt + bufferAfter * minute }
}

/** `in_the_past`: for patients what has begun, for staff what lies before today's local midnight, so that a late entry can be made. */
export function isPast(context: Context, startsAt: number): boolean {
  const { at, actor } = context
  return startsAt < (isPatient(context) ? at : startOfDay(localDate(at, actor.timezone), actor.timezone))
}

export interface Approved {
  staffName: string
  /** The room of the session in which the visit lies. */
  roomId?: string
}

/** What the staff Worker says of one member of staff, and of the hours from a visit's start on for as long as `soon`. */
export interface Asked {
  /** Who it is; without a name, why not. */
  member: Result<string, 'staff_not_found' | 'staff_archived'>
  hours: WorkingHours
}

/** The hours name whoever works then; only where they name nobody it is asked whether there is such a person at all. */
export async function askStaff(context: Context<AppointmentEnv>, staffId: string, from: number): Promise<Asked> {
  const bookable = isPatient(context) ? true : undefined
  const hours = await hoursOf(context, { from, to: from + soon, staffIds: [staffId], bookable }, patience.write)
  const [working] = hours.items
  if (working) return { member: ok(working.name), hours }
  const [card] = await staffStandings(context, [staffId], patience.write)
  if (!card || (bookable && !card.bookable)) return { member: fail('staff_not_found'), hours }
  return { member: card.archived ? fail('staff_archived') : ok(card.name), hours }
}

/** Whether the member of staff is there and works then, and for patients whether the clinic's policy lets them. */
export async function approve(
  context: Context<AppointmentEnv>,
  plan: Plan,
  { member, hours }: Asked,
): Promise<Result<Approved, 'staff_not_found' | 'staff_archived' | 'in_the_past' | 'outside_hours' | 'forbidden'>> {
  const { staffId, startsAt } = plan
  const { policies } = hours
  const open = hours.items[0]?.open ?? []
  const byPatient = isPatient(context)
  if (byPatient && !policies.selfBooking) return fail('forbidden')
  if (!member.ok) return member
  const roomId = open.find(session => session.from <= startsAt && session.to > startsAt)?.roomId
  if (plan.overbooked) return ok({ staffName: member.value, roomId })
  if (isPast(context, startsAt)) return fail('in_the_past')
  const bounds = byPatient ? patientBounds(policies, context.at) : undefined
  const tooSoonOrLate = bounds && (startsAt < bounds.earliest || startsAt > bounds.latest)
  if (tooSoonOrLate || !covers(open, startsAt, timesOf(plan).endsAt)) {
    return fail('outside_hours', { nextFree: await nextFree(context, staffId, plan, startsAt, hours) })
  }
  return ok({ staffName: member.value, roomId })
}

/** The session's room, if it can be used: one that is gone or under maintenance leaves the visit without a room. */
export function usableRoom(clinicId: string, roomId: string | undefined) {
  if (roomId === undefined) return null
  return sql<string | null>`(SELECT r.id FROM room r WHERE r.id = ${roomId} AND r.clinic_id = ${clinicId}
    AND r.removed_at IS NULL AND r.maintenance = 0)`
}

/** A refusal of the triggers with what helps on: until when, and for the doctor the next free time. */
export async function explained(
  context: Context<AppointmentEnv>,
  refused: Failure<BusyFailure>,
  plan: Plan,
  roomId: string | null | undefined,
  asked: Asked | undefined,
): Promise<Failure<BusyFailure>> {
  const [taken, next] = await Promise.all([
    untilWhen(context, refused, { ...plan, ...timesOf(plan), roomId: roomId ?? null }),
    refused.code === 'staff_busy' && asked
      ? nextFree(context, plan.staffId, plan, plan.startsAt, asked.hours).catch(() => undefined)
      : undefined,
  ])
  if (taken.code !== 'staff_busy' || !taken.details) return taken
  return fail('staff_busy', { ...taken.details, nextFree: next })
}
