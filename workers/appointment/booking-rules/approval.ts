import type { Context } from '#shared/context'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { covers } from '../intervals.ts'
import type { SlotConditions } from '../slots/free-times-of-staff.ts'
import { nextFree } from '../slots/next-free.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import { type PlannedVisit, timesOf } from './length.ts'
import { isPatient, longestSelfBooked, outsideNotice } from './self-booking.ts'
import type { StaffAnswer } from './staff-answer.ts'

/** Whether a start is `in_the_past`. Staff may enter any time since the clinic's midnight, so that a late entry is possible; patients may not. */
export function isPast(context: Context, startsAt: number): boolean {
  const { at, actor } = context
  return startsAt < (isPatient(context) ? at : startOfDay(localDate(at, actor.timezone), actor.timezone))
}

/**
 * Why a visit type cannot be booked. The type must be active. Patients book self-bookable types at the type's own length, or without a
 * type at most `longestSelfBooked` minutes.
 */
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

export interface Approval {
  staffName: string
  /** The room of the session in which the visit lies. */
  roomId?: string
  /** Booked visits that the member of staff takes on a day. */
  dailyMaximum?: number
}

export type ApprovalFailure =
  | 'staff_not_found'
  | 'staff_archived'
  | 'in_the_past'
  | 'outside_hours'
  | 'too_soon'
  | 'too_far'
  | 'not_self_bookable'

/** Whether doctor and assistants exist, the doctor works then and no assistant is absent; for patients also the clinic's policy. */
export async function approve(
  context: Context<AppointmentEnv>,
  planned: PlannedVisit,
  { member, hours }: StaffAnswer,
): Promise<Result<Approval, ApprovalFailure>> {
  const { staffId, startsAt } = planned
  const { policies } = hours
  const working = hours.items.find(item => item.staffId === staffId)
  const open = working?.open ?? []
  const byPatient = isPatient(context)
  if (byPatient && !policies.selfBooking) return fail('not_self_bookable')
  if (!member.ok) return member
  const roomId = open.find(session => session.from <= startsAt && session.to > startsAt)?.roomId
  const approved = ok({ staffName: member.value, roomId, dailyMaximum: working?.dailyMaximum })
  if (planned.overbooked) return approved
  if (isPast(context, startsAt)) return fail('in_the_past')
  const outOfBounds = byPatient ? outsideNotice(policies, context.at, startsAt) : undefined
  if (outOfBounds) return outOfBounds
  const { endsAt } = timesOf(planned)
  const isAssistantAbsent = hours.items.some(
    item =>
      planned.assistantIds.includes(item.staffId) && item.absences.some(one => one.from < endsAt && one.to > startsAt),
  )
  if (isAssistantAbsent || !covers(open, startsAt, endsAt)) {
    return fail('outside_hours', {
      nextFree: await nextFree(context, staffId, planned, startsAt, hours, slotConditions(planned)),
    })
  }
  return approved
}

export const slotConditions = ({ assistantIds, id, holdId }: PlannedVisit): SlotConditions => ({
  assistantIds,
  exceptVisitId: id,
  holdId,
})
