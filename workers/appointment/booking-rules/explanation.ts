import type { Context } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import { nextFree } from '../slots/next-free.ts'
import type { BusyFailure } from '../visits/contract.ts'
import { besideOf } from './approval.ts'
import { untilWhen } from './busy-until.ts'
import { type Plan, timesOf } from './length.ts'
import type { Asked } from './staff-answer.ts'

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
