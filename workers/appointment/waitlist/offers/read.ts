import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../../other-workers.ts'
import { reachableOf } from '../row-conditions.ts'
import type { Offer } from './contract.ts'
import { offer } from './schema.ts'
import { offers, toOffer } from './view.ts'

export async function readOffer(context: Context<AppointmentEnv>, id: string): Promise<Result<Offer, 'not_found'>> {
  const [row] = await offers(context).where(reachableOf(offer, context, id))
  return row ? ok(toOffer(row, await namesOf(context, [row]))) : fail('not_found')
}
