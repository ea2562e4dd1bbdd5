import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { iso, localDate, toInstant } from '#shared/time'
import type { ClinicPolicies } from '../../staff/clinic/contract.ts'
import { dayOf } from '../booking-rules/guards.ts'
import { occupied } from '../booking-rules/occupied.ts'
import { type HoursQuestion, hoursOf, type WorkingHours } from '../other-workers.ts'
import { findVisitType } from '../visit-types/visit-types.ts'
import type { FindSlots, Slots } from '../visits/contract.ts'
import { type FreeTime, freeTimes, type Interval } from './slots.ts'

const day = 86_400_000
/** 31 days, and the hour by which a clock change may lengthen them. */
const longestAsked = 31 * day + 3_600_000

/** How long a visit is to be, and what else bounds the times offered for it. */
export interface Length {
  minutes?: number
  bufferBefore: number
  bufferAfter: number
}

/**
 * Free times of a member of staff, a specialty or the whole clinic: hours and extra openings minus absences, closures, visits, assisting and
 * held times, on each session's grid, none that has passed, none on a day that is full. Each can be booked as it stands; any other free time
 * within the hours may be booked as well.
 *
 * @param query a range of at most 31 days; the length is `minutes`, the visit type's, or that of the session's slots.
 * @returns the times in order, with the room that a booking would take; `visit_type_not_found`; `invalid_request` for a range that is
 *   empty or too long.
 */
export async function slots(
  context: Context<AppointmentEnv>,
  query: FindSlots,
): Promise<Result<Slots, 'invalid_request' | 'visit_type_not_found'>> {
  const { actor, at } = context
  const [from, to] = [toInstant(query.from, actor.timezone), toInstant(query.to, actor.timezone)]
  if (to <= from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (to - from > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  if (to <= at) return ok({ items: [] })
  const patientsOnly = isPatient(context)
  const assistantIds = (patientsOnly ? undefined : query.assistantIds) ?? []
  const [hours, type] = await Promise.all([
    hoursOf(
      context,
      {
        from: Math.max(from, at),
        to,
        staffIds: query.staffId && [...query.staffId, ...assistantIds],
        specialty: query.specialty,
        bookable: query.staffId && !patientsOnly ? undefined : true,
      },
      budgets.checkBeforeRead,
    ),
    query.visitTypeId ? findVisitType(context, query.visitTypeId) : undefined,
  ])
  if (query.visitTypeId && (!type?.active || (patientsOnly && !type.selfBookable))) return fail('visit_type_not_found')
  const length = {
    minutes: query.minutes ?? type?.minutes,
    bufferBefore: type?.bufferBefore ?? 0,
    bufferAfter: type?.bufferAfter ?? 0,
  }
  if (patientsOnly && !hours.policies.selfBooking) return ok({ items: [] })
  const bounds = patientsOnly ? patientBounds(hours.policies, at) : { earliest: at, latest: Number.POSITIVE_INFINITY }
  const free = await freeAmong(context, hours, length, { from, to }, bounds.earliest, {
    roomId: patientsOnly ? undefined : query.roomId,
    assistantIds,
    holdId: query.holdId,
  })
  return ok({
    items: free
      .filter(slot => slot.from <= bounds.latest)
      .map(({ staffId, from: startsAt, to: endsAt, roomId }) => ({
        staffId,
        startsAt: iso(startsAt),
        endsAt: iso(endsAt),
        roomId,
      })),
  })
}

export type Offered = FreeTime & { staffId: string }

/** Whose time such a visit takes besides its doctor's, and what is not in its way. */
export interface Beside {
  /** Instead of the session's. */
  roomId?: string
  assistantIds?: readonly string[]
  holdId?: string
  /** The visit that is to be moved. */
  besides?: string
}

/**
 * Free times of these people: their hours, on each session's grid, without what takes them, their room or an assistant, and without the
 * days on which they already have as many visits as they take. One round trip.
 */
export async function freeAmong(
  context: Context<AppointmentEnv>,
  hours: WorkingHours,
  length: Length,
  range: Interval,
  earliest: number,
  beside: Beside = {},
): Promise<Offered[]> {
  const { roomId, assistantIds = [], holdId, besides } = beside
  const working = hours.items.filter(({ staffId, open }) => open.length > 0 && !assistantIds.includes(staffId))
  if (working.length === 0) return []
  const rooms = new Set(working.flatMap(({ open }) => open.flatMap(session => roomId ?? session.roomId ?? [])))
  const limited = working.flatMap(({ staffId, dailyMaximum }) => (dailyMaximum === undefined ? [] : [staffId]))
  const zone = context.actor.timezone
  const from = Math.max(range.from, earliest)
  const taken = await occupied(context, {
    staffIds: [...working.map(({ staffId }) => staffId), ...assistantIds],
    roomIds: [...rooms],
    ranges: [{ from: Math.max(range.from, context.at) - day / 24, to: range.to + day / 24 }],
    holdId,
    besides,
    ...(limited.length > 0 && from < range.to
      ? { counted: { staffIds: limited, ranges: [{ from: dayOf(from, zone).from, to: dayOf(range.to - 1, zone).to }] } }
      : {}),
  })
  const wanted = { ...length, earliest, slotMinutes: hours.policies.slotMinutes }
  const away = hours.items.flatMap(({ staffId, absences }) => (assistantIds.includes(staffId) ? absences : []))
  const ofAssistants = [...away, ...assistantIds.flatMap(id => taken.staff.get(id) ?? [])]
  const free = working.flatMap(({ staffId, dailyMaximum, open }) => {
    // A room that is gone or out of use for good is not what keeps a doctor from working: the visit then has no room yet.
    const sessions = open.map(session => ({ ...session, roomId: usable(roomId ?? session.roomId, taken.usableRooms) }))
    const times = freeTimes(sessions, [...(taken.staff.get(staffId) ?? []), ...ofAssistants], taken.rooms, wanted)
    const isFull = fullDays(taken.starts.get(staffId) ?? [], dailyMaximum, zone)
    return times.filter(time => !isFull(time.from)).map(time => ({ ...time, staffId }))
  })
  return free.sort((a, b) => a.from - b.from || (a.staffId < b.staffId ? -1 : 1))
}

const usable = (roomId: string | undefined, rooms: ReadonlySet<string>) =>
  roomId !== undefined && rooms.has(roomId) ? roomId : undefined

/** Whether an instant lies on a day on which there are as many visits as someone takes. */
export function fullDays(
  starts: readonly number[],
  limit: number | undefined,
  zone: string,
): (instant: number) => boolean {
  if (limit === undefined || starts.length < limit) return () => false
  const full: Interval[] = []
  for (const rows of Map.groupBy(starts, start => localDate(start, zone)).values()) {
    const [first] = rows
    if (first !== undefined && rows.length >= limit) full.push(dayOf(first, zone))
  }
  return instant => full.some(({ from, to }) => from <= instant && instant < to)
}

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

/** Whether the asker is a patient and nothing else: what a clinic's policy for booking by oneself binds. */
export function isPatient({ actor }: Context): boolean {
  return actor.kind === 'visitor' || (actor.kind === 'member' && actor.roles.every(role => role === 'patient'))
}

/** The instants between which patients may book by themselves. */
export function patientBounds(policies: ClinicPolicies, at: number): { earliest: number; latest: number } {
  return { earliest: at + policies.selfBookingNotice * 60_000, latest: at + policies.selfBookingDays * day }
}
