import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import type { ClinicPolicies } from '../staff/contract.ts'
import type { FindSlots, Slots } from './contract.ts'
import { type HoursQuestion, hoursOf, patience, type WorkingHours } from './neighbours.ts'
import { occupied } from './occupied.ts'
import { type FreeTime, freeTimes } from './slots.ts'
import { findVisitType } from './visit-types.ts'

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
 * Free times of a member of staff, a specialty or the whole clinic: hours minus absences, closures and visits, on each session's grid, none
 * that has passed. Any other free time within the hours may be booked as well.
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
  const [hours, type] = await Promise.all([
    hoursOf(
      context,
      {
        from: Math.max(from, at),
        to,
        staffIds: query.staffId,
        specialty: query.specialty,
        bookable: query.staffId && !patientsOnly ? undefined : true,
      },
      patience.read,
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
  const free = await freeAmong(context, hours, length, { from, to }, bounds.earliest)
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

type Offered = FreeTime & { staffId: string }

async function freeAmong(
  context: Context<AppointmentEnv>,
  hours: WorkingHours,
  length: Length,
  range: { from: number; to: number },
  earliest: number,
): Promise<Offered[]> {
  const working = hours.items.filter(({ open }) => open.length > 0)
  if (working.length === 0) return []
  const rooms = new Set(working.flatMap(({ open }) => open.flatMap(session => session.roomId ?? [])))
  const taken = await occupied(
    context,
    working.map(({ staffId }) => staffId),
    [...rooms],
    { from: Math.max(range.from, context.at) - day / 24, to: range.to + day / 24 },
  )
  const wanted = { ...length, earliest, slotMinutes: hours.policies.slotMinutes }
  const free = working.flatMap(({ staffId, open }) => {
    // A room that is gone or under maintenance is not what keeps a doctor from working: the visit then has no room yet.
    const sessions = open.map(session => ({
      ...session,
      roomId: session.roomId && taken.usableRooms.has(session.roomId) ? session.roomId : undefined,
    }))
    return freeTimes(sessions, taken.staff.get(staffId) ?? [], taken.rooms, wanted).map(time => ({ ...time, staffId }))
  })
  return free.sort((a, b) => a.from - b.from || (a.staffId < b.staffId ? -1 : 1))
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
): Promise<string | undefined> {
  const begin = isPatient(context)
    ? Math.max(from, patientBounds(known.policies, context.at).earliest)
    : Math.max(from, context.at)
  const [near] = await freeAmong(context, known, length, { from, to: from + soon }, begin)
  if (near) return iso(near.from)
  const later: HoursQuestion = { from: begin, to: begin + 14 * day, staffIds: [staffId] }
  const [first] = await freeAmong(context, await hoursOf(context, later, patience.write), length, later, begin)
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
