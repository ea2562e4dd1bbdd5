import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../../other-workers.ts'
import type { Acting } from '../../visits/contract.ts'
import type { Offer } from './contract.ts'
import { endOffer } from './end-offer.ts'
import { type Gone, openOffer } from './open-offer.ts'
import { toOffer } from './view.ts'

/** Say no to an offered time: it goes to the next one at once. */
export async function declineOffer(
  context: Context<AppointmentEnv>,
  input: Acting<unknown>,
): Promise<Result<Offer, Gone>> {
  const found = await openOffer(context, input)
  if (!found.ok) return found
  const row = await endOffer(context, found.value, 'declined', 'offer.declined')
  return row ? ok(toOffer(row, await namesOf(context, [row]))) : fail('offer_gone')
}
