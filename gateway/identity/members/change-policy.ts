import { eq } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRow } from '../../access-log/identity-events/event.ts'
import { clinic } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import type { SecondFactorPolicy } from '../factors/contract.ts'
import { factorOf } from '../factors/second-factor.ts'
import { noteHere } from '../sign-in-events.ts'

/**
 * Ask the staff for a second factor, or no longer.
 *
 * @returns `second_factor_required` for an owner who has none: whoever asks others for one has one, so that nobody is shut out of the page
 *   that takes it back.
 */
export async function changePolicy(
  context: IdentityContext,
  { requireSecondFactor }: SecondFactorPolicy,
): Promise<Result<SecondFactorPolicy, 'not_found' | 'second_factor_required'>> {
  const { db, actor, clinicId } = context
  const [own] = requireSecondFactor ? await factorOf(db, actor.accountId) : []
  if (requireSecondFactor && !own?.confirmedAt) return fail('second_factor_required', { clinicIds: [clinicId] })
  const {
    policies: [policy],
  } = await batch(db, {
    policies: db
      .update(clinic)
      .set({ requireSecondFactor })
      .where(eq(clinic.id, clinicId))
      .returning({ requireSecondFactor: clinic.requireSecondFactor }),
    change: changeRow(context, 'clinic', clinicId, 'sign_in_policy', { requireSecondFactor }),
    event: eventRow(db, actor, 'sign_in_policy_changed', clinicId),
  })
  if (!policy) return fail('not_found')
  await noteHere(context, 'sign_in_policy_changed', clinicId)
  return ok(policy)
}
