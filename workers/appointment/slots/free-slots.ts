import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import { isPatient, patientBounds } from '../booking-rules/self-booking.ts'
import { hoursOf } from '../other-workers.ts'
import { findVisitType } from '../visit-types/read.ts'
import type { FindSlots, Slots } from './contract.ts'
import { freeTimesOfStaff } from './free-times-of-staff.ts'

const day = 86_400_000

/** 31 days, and the hour by which a clock change may lengthen them. */
const longestAsked = 31 * day + 3_600_000

/**
 * Free times of a member of staff, a specialty or the whole clinic: hours and openings minus absences, closures, visits, assisting and held
 * times, on each session's grid, without past times and days at the daily maximum. Free times off the grid can be booked as well.
 *
 * @param query a range of at most 31 days; the length is `minutes`, the visit type's, or that of the session's slots.
 * @returns the times in order, with the room that a booking would take; `visit_type_not_found`; `invalid_request` for a range that is
 *   empty or too long.
 */
export async function freeSlots(
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
  const free = await freeTimesOfStaff(context, hours, length, { from, to }, bounds.earliest, {
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
