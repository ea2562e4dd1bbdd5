import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../other-workers.ts'
import type { Wish } from './contract.ts'
import { reachableOf } from './row-conditions.ts'
import { waitlist } from './schema.ts'
import { toWish, wishes } from './view.ts'

export async function getWish(context: Context<AppointmentEnv>, id: string): Promise<Result<Wish, 'not_found'>> {
  const [row] = await wishes(context).where(reachableOf(waitlist, context, id))
  return row ? ok(toWish(row, await namesOf(context, [row]))) : fail('not_found')
}
