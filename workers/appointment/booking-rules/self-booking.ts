import type { Context } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import type { ClinicPolicies } from '../../staff/clinic/contract.ts'

/** Minutes that a patient may book by themselves without a visit type. */
export const longestSelfBooked = 60

/** Why a start lies outside the bounds in which patients may book or move visits by themselves. */
export function outsideNotice(
  policies: ClinicPolicies,
  at: number,
  startsAt: number,
): Failure<'too_soon' | 'too_far'> | undefined {
  const { earliest, latest } = patientBounds(policies, at)
  if (startsAt < earliest) return fail('too_soon', { noticeMinutes: policies.selfBookingNotice })
  if (startsAt > latest) return fail('too_far', { days: policies.selfBookingDays })
  return undefined
}

const day = 86_400_000

/** Whether the actor has no role but `patient`; the clinic's policy for self-booking applies to such actors. */
export function isPatient({ actor }: Context): boolean {
  return actor.kind === 'visitor' || (actor.kind === 'member' && actor.roles.every(role => role === 'patient'))
}

/** The first and the last instant at which a visit that a patient books may start. */
export function patientBounds(policies: ClinicPolicies, at: number): { earliest: number; latest: number } {
  return { earliest: at + policies.selfBookingNotice * 60_000, latest: at + policies.selfBookingDays * day }
}
