import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../other-workers.ts'
import type { WaitlistEntry } from './contract.ts'
import { reachableOf } from './row-conditions.ts'
import { waitlist } from './schema.ts'
import { toWaitlistEntry, waitlistEntries } from './view.ts'

export async function readWaitlistEntry(
  context: Context<AppointmentEnv>,
  id: string,
): Promise<Result<WaitlistEntry, 'not_found'>> {
  const [row] = await waitlistEntries(context).where(reachableOf(waitlist, context, id))
  return row ? ok(toWaitlistEntry(row, await namesOf(context, [row]))) : fail('not_found')
}
