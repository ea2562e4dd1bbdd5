import { eq } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRow } from '../../access-log/identity-events/event.ts'
import { clinic } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import { noteHere } from '../sign-in-events.ts'
import type { WitnessChoice, Witnessing } from './contract.ts'
import { toWitnessing, witnessColumns } from './read-witnessing.ts'

/**
 * Have the head of the access log mailed to the owners every week, or no longer. The first mail goes with the next sweep, and none sooner than a week
 * after the one before: whoever turns it off and on again mails nothing twice.
 */
export async function changeWitnessing(
  context: IdentityContext,
  { weekly }: WitnessChoice,
): Promise<Result<Witnessing, 'not_found'>> {
  const { db, actor, clinicId } = context
  const {
    clinics: [changed],
  } = await batch(db, {
    clinics: db.update(clinic).set({ logWitness: weekly }).where(eq(clinic.id, clinicId)).returning(witnessColumns),
    change: changeRow(context, 'clinic', clinicId, 'log_witness', { weekly }),
    event: eventRow(db, actor, 'log_witness_changed', clinicId),
  })
  if (!changed) return fail('not_found')
  await noteHere(context, 'log_witness_changed', clinicId)
  return ok(toWitnessing(changed))
}
