import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { account } from '../accounts/schema.ts'
import { guessOf } from '../attempts/attempt-guard.ts'
import { forget } from '../attempts/attempt-limits.ts'
import { checkPassword } from '../attempts/check-password.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { recoveryMail, spendCode, withCode } from '../factors/second-factor.ts'
import type { StepUp } from '../sessions/contract.ts'
import { session } from '../sessions/schema.ts'
import { ownSession } from '../sessions/session-state.ts'
import { noteOwn } from '../sign-in-events.ts'

type StepUpFailure = 'unauthenticated' | 'wrong_password' | 'wrong_code' | 'rate_limited'

/** Prove again who one is, by the password or by a code of the second factor. A wrong one counts like any guess at sign-in. */
export async function stepUp(
  context: IdentityContext,
  { client, ...proof }: StepUp & { client: Client },
): Promise<Result<null, StepUpFailure>> {
  if ('password' in proof) return byPassword(context, proof.password, client)
  const done = await withCode(context, client, 'stepped_up', async sealed => {
    const claimed = await spendCode(context, context.actor.accountId, sealed, proof.code)
    if (!claimed) return undefined
    const { used } = await batch(context.db, {
      used: claimed.use,
      mail: recoveryMail(context.db, claimed, context.actor.accountId, client.origin, context.at),
      proved: proved(context).where(and(ofOwn(context), sql`changes() > 0`)),
    })
    return used.length > 0 ? true : undefined
  })
  return done.ok ? ok(null) : done
}

async function byPassword(
  context: IdentityContext,
  password: string,
  client: Client,
): Promise<Result<null, StepUpFailure>> {
  const { env, at, db, actor } = context
  const [who] = await db
    .select({ email: account.email })
    .from(account)
    .where(and(eq(account.id, actor.accountId), isNull(account.disabledAt)))
  if (!who) return fail('unauthenticated')
  const { windows, hashing } = guessOf(env, client, who.email)
  const guess = { windows, hashing: { ...hashing, known: true } }
  const checked = await checkPassword(env, { email: who.email, password }, guess, at)
  if (!checked.ok) {
    const refusal = checked.refusal.code === 'rate_limited' ? checked.refusal : fail('wrong_password')
    await noteOwn(context, 'stepped_up', refusal.code)
    return refusal
  }
  await batch(db, { proved: proved(context).where(ofOwn(context)), forgotten: forget(db, windows[0].subject) })
  await noteOwn(context, 'stepped_up')
  return ok(null)
}

const proved = ({ db, at }: IdentityContext) => db.update(session).set({ steppedUpAt: at })

const ofOwn = (context: IdentityContext) =>
  and(eq(session.id, ownSession(context)), eq(session.accountId, context.actor.accountId))
