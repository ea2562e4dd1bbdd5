import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { otherIdsOf, personsOf } from '../../other-workers.ts'
import { neverCalled } from '../../queue/calling-order.ts'
import { nextQueueNumber } from '../../queue/next-queue-number.ts'
import type { Appointment, BusyFailure, Status, WithId } from '../contract.ts'
import { appointment } from '../schema.ts'
import { visit } from '../view.ts'
import type { CheckIn, StepFailure } from './contract.ts'
import { instantOf } from './instant-of-step.ts'
import { takeStep } from './transition.ts'

/**
 * The patient is here: booked, confirmed or no_show → arrived, with the next queue number of the clinic's local day. A number
 * of today is kept.
 *
 * A no-show takes its time again, which is refused (`staff_busy` …) where that time was booked for another visit; `overbook` allows it.
 */
export async function checkIn(
  context: Context<AppointmentEnv>,
  input: WithId<CheckIn>,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  const date = localDate(context.at, context.actor.timezone)
  const arrive = (from: readonly Status[], linkedIds?: string[]) =>
    takeStep(context, input, {
      action: 'checked_in',
      from,
      to: 'arrived',
      at,
      set: {
        ...neverCalled,
        linkedIds,
        arrivedAt: at,
        queueDate: date,
        queueNumber: sql`CASE WHEN ${appointment.queueDate} = ${date} THEN ${appointment.queueNumber}
          ELSE ${nextQueueNumber(context.clinicId, date)} END`,
        ...(input.overbook ? { overbookReason: input.overbook.reason } : {}),
      },
    })
  const arrived = await arrive(['booked', 'confirmed'])
  if (arrived.ok || arrived.code !== 'wrong_status') return arrived
  const [seen] = await visit(context, input.id)
  if (seen?.status !== 'no_show') return arrived
  // Linked ids matter only where a no-show takes its time again: the person may have a visit under another id then.
  const people = await personsOf(context, [seen.patientId], budgets.checkBeforeWrite)
  return arrive(['no_show'], otherIdsOf(people, seen.patientId))
}
