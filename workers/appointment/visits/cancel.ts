import { gte, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, type Result } from '#shared/result'
import { isPatient } from '../booking-rules/self-booking.ts'
import { policiesOf } from '../other-workers.ts'
import type { Appointment, BusyFailure, Cancel, WithId } from './contract.ts'
import { appointment } from './schema.ts'
import type { StepFailure } from './steps/contract.ts'
import { instantOf } from './steps/instant-of-step.ts'
import { takeStep } from './steps/transition.ts'

/** Minutes of notice where the staff Worker does not answer, so that staff can always cancel a visit. */
const usualNotice = 1_440

export type CancelFailure = StepFailure | BusyFailure | 'forbidden' | 'too_soon' | 'not_self_bookable'

/**
 * Cancel an appointment: booked, confirmed or arrived → cancelled; its time is free at once. A cancellation inside the clinic's notice is
 * marked `late`. Patients cancel only in their own name, before they have arrived, and outside the clinic's notice (`too_soon`).
 */
export async function cancel(
  context: Context<AppointmentEnv>,
  input: WithId<Cancel>,
): Promise<Result<Appointment, CancelFailure>> {
  const terms = await cancellationTerms(context, input)
  if (!terms.ok) return terms
  const { at, from, notice } = terms.value
  const outcome = await takeStep(context, input, {
    action: 'cancelled',
    from,
    to: 'cancelled',
    at,
    set: cancellationColumns(input, at, terms.value.lateMinutes),
    when: notice === undefined ? undefined : gte(appointment.startsAt, context.at + notice * 60_000),
  })
  // The status would allow the cancellation, so the notice was the reason of the refusal.
  const tooSoon = !outcome.ok && outcome.code === 'wrong_status' && from.some(one => one === outcome.details?.status)
  return tooSoon && notice !== undefined ? fail('too_soon', { noticeMinutes: notice }) : outcome
}

/** The terms of a cancellation by this actor: its instant, the statuses it may come from, and for patients the notice in minutes. */
export async function cancellationTerms(context: Context<AppointmentEnv>, input: Cancel) {
  const byPatient = isPatient(context)
  if (context.reach === 'own' && input.by !== 'patient') return fail('forbidden')
  const at = instantOf(context, input.at)
  if (at === undefined) return fail('not_today')
  const policies = byPatient
    ? await policiesOf(context, budgets.checkBeforeWrite)
    : await policiesOf(context, budgets.checkBeforeRead).catch(() => undefined)
  if (byPatient && !policies?.selfBooking) return fail('not_self_bookable')
  const from = byPatient ? (['booked', 'confirmed'] as const) : (['booked', 'confirmed', 'arrived'] as const)
  return {
    ok: true as const,
    value: {
      at,
      from,
      notice: byPatient ? policies?.selfBookingNotice : undefined,
      lateMinutes: policies?.lateCancelMinutes ?? usualNotice,
    },
  }
}

/** The columns that a cancellation writes. */
export function cancellationColumns(input: Cancel, at: number, lateMinutes: number) {
  return {
    cancelledAt: at,
    cancelledBy: input.by,
    cancelledCode: input.code,
    cancelledReason: input.reason ?? null,
    cancelledLate: sql<boolean>`${appointment.startsAt} < ${at + lateMinutes * 60_000}`,
  }
}
