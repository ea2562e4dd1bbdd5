import { and, eq, isNull } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { type Failure, fail } from '#shared/result'
import { account, credential } from '../accounts/schema.ts'
import { TooManyHashes } from '../hashing/in-turn.ts'
import { verifyPassword } from '../passwords/password.ts'
import { standsAlone } from '../passwords/password-rules.ts'
import type { Login } from '../sessions/contract.ts'
import type { Guess } from './attempt-guard.ts'
import { type Place, releasePlaces, takePlaces, whatToWaitFor } from './attempt-limits.ts'

/** An account as sign-in knows it. */
export interface Known {
  id: string
  name: string
  email: string
}

export type Checked =
  | { ok: true; account: Known }
  | { ok: false; refusal: Failure<'bad_credentials' | 'rate_limited'>; account?: Known | undefined }

/**
 * Look at a password. Every kind of failure is `bad_credentials` and takes the same time, whether the address is known or not; `account` of
 * a failure is for the log alone. A place is taken before the password is looked at, and given back where it is right.
 *
 * @returns whose password it is; or `bad_credentials`, or `rate_limited` with what is locked and for how long.
 * @throws TooManyHashes where too many wait to be hashed; nothing is counted then.
 */
export async function checkPassword(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  { email, password }: Login,
  { windows, hashing }: Guess,
  at: number,
): Promise<Checked> {
  const db = drizzle(env.IDENTITY_DB)
  const {
    places,
    accounts: [found],
  } = await batch(db, {
    places: takePlaces(db, windows, crypto.randomUUID(), at),
    accounts: db
      .select({
        id: account.id,
        name: account.name,
        email: account.email,
        hash: credential.passwordHash,
      })
      .from(account)
      .innerJoin(credential, eq(credential.accountId, account.id))
      .where(and(eq(account.email, email), isNull(account.disabledAt))),
  })
  const known = found && { id: found.id, name: found.name, email: found.email }
  if (places.length === 0) {
    return { ok: false, refusal: fail('rate_limited', await whatToWaitFor(db, windows, at)), account: known }
  }
  const { right, renewed } = await givingBack(db, places, verifyPassword(password, found?.hash, hashing))
  if (!right || !found || !known) return { ok: false, refusal: fail('bad_credentials'), account: known }
  await db.batch([releasePlaces(db, places), keepKnown(db, found, password, renewed)])
  return { ok: true, account: known }
}

/** Give the places back where the password is not looked at after all. */
async function givingBack<T>(db: DrizzleD1Database, places: Place[], looking: Promise<T>): Promise<T> {
  try {
    return await looking
  } catch (error) {
    if (error instanceof TooManyHashes) await releasePlaces(db, places)
    throw error
  }
}

/** What can be known only of a password that is typed: today's parameters of its hash, its length. `changed_at` stays: nothing changed. */
function keepKnown(
  db: DrizzleD1Database,
  { id, hash }: { id: string; hash: string },
  password: string,
  renewed: string | undefined,
) {
  return db
    .update(credential)
    .set({ passwordHash: renewed ?? hash, standsAlone: standsAlone(password) })
    .where(and(eq(credential.accountId, id), eq(credential.passwordHash, hash)))
}
