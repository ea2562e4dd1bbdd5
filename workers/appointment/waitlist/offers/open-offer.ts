import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { WithId } from '../../visits/contract.ts'
import { reachableOf } from '../row-conditions.ts'
import { type OfferRow, offer } from './schema.ts'

export type OfferFailure = 'not_found' | 'stale' | 'offer_gone'

/** The open offer of this id, or why there is none. */
export async function openOffer(
  context: Context,
  { id, version }: WithId<unknown>,
): Promise<Result<OfferRow, OfferFailure>> {
  const [seen] = await context.db
    .select()
    .from(offer)
    .where(reachableOf(offer, context, id))
  if (!seen) return fail('not_found')
  if (version !== undefined && seen.version !== version) return fail('stale')
  return seen.status === 'open' && seen.expiresAt > context.at ? ok(seen) : fail('offer_gone')
}
