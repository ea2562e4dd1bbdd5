import { and, eq, notLike } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { log } from '#shared/log'
import { type KeySource, keysOf } from '../../keys/purpose-keys.ts'
import { seal, unseal } from './encryption.ts'
import { secondFactor } from './schema.ts'

/** How many secrets one sweep seals anew. */
const perSweep = 100

/** The key under which this isolate has found every secret to be: the table is not looked through again until the key changes. */
let allUnder = '0'

/**
 * Seal anew, under the key of now, the secrets that are still under one of before: after a rotation the old key then opens nothing any more.
 * A secret that cannot be read stays as it is.
 */
export async function resealFactors(env: KeySource & Pick<GatewayEnv, 'IDENTITY_DB'>): Promise<void> {
  const [{ id }] = keysOf(env, 'second_factor')
  if (id === '0' || id === allUnder) return
  const db = drizzle(env.IDENTITY_DB)
  const rows = await db
    .select({ accountId: secondFactor.accountId, sealed: secondFactor.secret })
    .from(secondFactor)
    .where(notLike(secondFactor.secret, `${id}.%`))
    .limit(perSweep)
  let unread = 0
  for (const { accountId, sealed } of rows) {
    const plain = await unseal(env, accountId, sealed)
    if (!plain) unread += 1
    else {
      await db
        .update(secondFactor)
        .set({ secret: await seal(env, accountId, plain) })
        .where(and(eq(secondFactor.accountId, accountId), eq(secondFactor.secret, sealed)))
    }
  }
  if (unread > 0) log('factor.unread', { count: unread })
  if (rows.length < perSweep) allUnder = id
}
