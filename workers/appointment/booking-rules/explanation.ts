import type { Context } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import { nextFree } from '../slots/next-free.ts'
import type { BusyFailure } from '../visits/contract.ts'
import { slotConditions } from './approval.ts'
import { withBusyUntil } from './busy-until.ts'
import { type PlannedVisit, timesOf } from './length.ts'
import type { StaffAnswer } from './staff-answer.ts'

/** Adds details to a refusal of the triggers: until when the time is taken, the doctor's next free time, or the limit that was reached. */
export async function explainRefusal(
  context: Context<AppointmentEnv>,
  refused: Failure<BusyFailure>,
  planned: PlannedVisit,
  roomId: string | null | undefined,
  staffAnswer: StaffAnswer | undefined,
): Promise<Failure<BusyFailure>> {
  if (refused.code === 'daily_limit') {
    const limit = staffAnswer?.hours.items.find(item => item.staffId === planned.staffId)?.dailyMaximum
    return limit === undefined ? refused : fail('daily_limit', { limit })
  }
  if (refused.code === 'too_many_open') {
    return staffAnswer ? fail('too_many_open', { limit: staffAnswer.hours.policies.selfBookingMaxOpen }) : refused
  }
  const [refusalWithUntil, next] = await Promise.all([
    withBusyUntil(context, refused, { ...planned, ...timesOf(planned), roomId: roomId ?? null }),
    refused.code === 'staff_busy' && staffAnswer
      ? nextFree(context, planned.staffId, planned, planned.startsAt, staffAnswer.hours, slotConditions(planned)).catch(
          () => undefined,
        )
      : undefined,
  ])
  if (refusalWithUntil.code !== 'staff_busy' || !refusalWithUntil.details) return refusalWithUntil
  return fail('staff_busy', { ...refusalWithUntil.details, nextFree: next })
}
