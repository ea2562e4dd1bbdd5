import { and, eq, isNull } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { type Failure, fail } from '#shared/result'
import { hashPassword, isOutdated, verifyPassword } from '../accounts/password.ts'
import { standsAlone } from '../accounts/password-rules.ts'
import { account, credential } from '../accounts/schema.ts'
import type { Login } from '../sessions/contract.ts'
import { secondsToWait, takePlaces, type Window } from './attempt-limits.ts'

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
 * a failure is for the log alone.
 *
 * @param windows what the guess counts against; a place is taken in each before the password is looked at.
 * @returns whose password it is; or `bad_credentials`, or `rate_limited` with the seconds to wait.
 */
export async function checkPassword(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  { email, password }: Login,
  windows: Window[],
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
        alone: credential.standsAlone,
      })
      .from(account)
      .innerJoin(credential, eq(credential.accountId, account.id))
      .where(and(eq(account.email, email), isNull(account.disabledAt))),
  })
  const known = found && { id: found.id, name: found.name, email: found.email }
  if (places.length === 0) {
    const seconds = await secondsToWait(db, windows, at)
    return { ok: false, refusal: fail('rate_limited', { seconds }), account: known }
  }
  const right = await verifyPassword(password, found?.hash)
  if (right && found) await renewHash(db, found, password)
  return right && known ? { ok: true, account: known } : { ok: false, refusal: fail('bad_credentials'), account: known }
}

/** What can be known only of a password that is typed: today's parameters of its hash, its length. `changed_at` stays: nothing changed. */
async function renewHash(
  db: DrizzleD1Database,
  { id, hash, alone }: { id: string; hash: string; alone: boolean },
  password: string,
): Promise<void> {
  if (!isOutdated(hash) && alone === standsAlone(password)) return
  const passwordHash = isOutdated(hash) ? await hashPassword(password) : hash
  await db
    .update(credential)
    .set({ passwordHash, standsAlone: standsAlone(password) })
    .where(and(eq(credential.accountId, id), eq(credential.passwordHash, hash)))
}
