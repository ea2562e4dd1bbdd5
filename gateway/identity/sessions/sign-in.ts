import { fail, ok, type Result } from '#shared/result'
import { guessOf } from '../attempts/attempt-guard.ts'
import { checkPassword } from '../attempts/check-password.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { concealingTime, noteAccount } from '../sign-in-events.ts'
import type { Login } from './contract.ts'
import { finishSignIn, type SignInOutcome, tooShort } from './finish-sign-in.ts'

/**
 * Sign in with a password. Refused alike, in body and in time, whether the address is known or not.
 *
 * @returns the session, or the question for the second factor; `bad_credentials`, `rate_limited`; `password_too_short` where the second
 *   factor that the password was chosen beside is gone.
 */
export async function signIn(
  context: IdentityContext,
  { client, email, password }: Login & { client: Client },
): Promise<Result<SignInOutcome, 'bad_credentials' | 'rate_limited' | 'password_too_short'>> {
  const { env, at } = context
  const checked = await checkPassword(env, { email, password }, guessOf(env, client, email), at)
  const finished = checked.ok
    ? await finishSignIn(context, client, { accountId: checked.account.id, proved: true })
    : undefined
  if (finished === 'password_too_short') return tooShort
  if (finished) return ok(finished)
  const refusal = checked.ok ? fail('bad_credentials') : checked.refusal
  const event = { event: 'signed_in', outcome: refusal.code } as const
  await concealingTime(noteAccount(context, event, { accountId: checked.account?.id, email }))
  return refusal
}
