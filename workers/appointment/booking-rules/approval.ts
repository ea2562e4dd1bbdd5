import type { Context } from '#shared/context'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { covers } from '../intervals.ts'
import type { Beside } from '../slots/free-times-of-staff.ts'
import { nextFree } from '../slots/next-free.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import { type Plan, timesOf } from './length.ts'
import { isPatient, longestSelfBooked, outsideNotice } from './self-booking.ts'
import type { Asked } from './staff-answer.ts'

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

export const besideOf = ({ assistantIds, id, holdId }: Plan): Beside => ({ assistantIds, besides: id, holdId })
