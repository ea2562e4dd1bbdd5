import { eq, isNull } from 'drizzle-orm'
import { fail, ok, type Result } from '#shared/result'
import { account } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import type { TotpSecret } from './contract.ts'
import { seal } from './encryption.ts'
import { secondFactor } from './schema.ts'
import { base32, newSecret, uriOf } from './totp.ts'

/** A new secret for whoever is signed in; nothing holds until a code confirms it. */
export async function setUpFactor(
  context: IdentityContext,
): Promise<Result<TotpSecret, 'already_enabled' | 'unauthenticated'>> {
  const [who] = await context.db.select().from(account).where(eq(account.id, context.actor.accountId))
  return who ? newFactor(context, who) : fail('unauthenticated')
}

/** A new secret to scan. It takes the place of one that was never confirmed; one in use stays, and this is `already_enabled`. */
export async function newFactor(
  { env, at, db }: IdentityContext,
  who: { id: string; email: string },
): Promise<Result<TotpSecret, 'already_enabled'>> {
  const secret = newSecret()
  const sealed = await seal(env, who.id, secret)
  const set = await db
    .insert(secondFactor)
    .values({ accountId: who.id, secret: sealed, createdAt: at })
    .onConflictDoUpdate({
      target: secondFactor.accountId,
      set: { secret: sealed, lastStep: 0, createdAt: at },
      setWhere: isNull(secondFactor.confirmedAt),
    })
    .returning({ id: secondFactor.accountId })
  return set.length === 1 ? ok({ secret: base32(secret), uri: uriOf(secret, who.email) }) : fail('already_enabled')
}
