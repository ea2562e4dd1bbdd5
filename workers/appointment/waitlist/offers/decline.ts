import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../../other-workers.ts'
import type { WithId } from '../../visits/contract.ts'
import type { Offer } from './contract.ts'
import { endOffer } from './end-offer.ts'
import { type OfferFailure, openOffer } from './open-offer.ts'
import { toOffer } from './view.ts'

/** Decline an offer; its time is offered to the next entry at once. */
export async function declineOffer(
  context: Context<AppointmentEnv>,
  input: WithId<unknown>,
): Promise<Result<Offer, OfferFailure>> {
  const openResult = await openOffer(context, input)
  if (!openResult.ok) return openResult
  const row = await endOffer(context, openResult.value, 'declined', 'offer.declined')
  return row ? ok(toOffer(row, await namesOf(context, [row]))) : fail('offer_gone')
}
