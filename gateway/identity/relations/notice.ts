import { system } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityEnv } from '../../gateway.ts'
import type { FoundInvitation } from '../invitations/find-invitation.ts'
import { addressAge } from './opening.ts'

/**
 * Where the patient hears that somebody stands for them from now on: the address as it was seven days before, and before the invitation.
 * Nothing that staff can read off a screen or print, a code least of all, stands in for it.
 *
 * @param request its id and instant.
 * @returns the invitation with its notice; `unavailable` where the patient Worker does not answer: nothing is written yet.
 */
export async function withNotice(
  env: Pick<IdentityEnv, 'PATIENT'>,
  invited: FoundInvitation,
  origin: string,
  { requestId, at }: { requestId: string; at: number },
): Promise<Result<FoundInvitation, 'unavailable'>> {
  const { clinicId, patientId, createdAt } = invited.invitation
  if (patientId === null) return ok(invited)
  const asked = env.PATIENT['patient.email_at'](system(clinicId, at, requestId), {
    patientId,
    at: Math.min(at - addressAge, createdAt),
  })
  const outcome = await settleWithin(budgets.checkBeforeWrite, asked)
  if ('error' in outcome || !outcome.value.ok) return fail('unavailable')
  return ok({ ...invited, notice: { to: outcome.value.value.email?.toLowerCase(), origin } })
}
