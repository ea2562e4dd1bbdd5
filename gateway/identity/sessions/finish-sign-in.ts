import { fail, ok, type Result } from '#shared/result'
import type { SignInEvent } from '../../access-log/identity-events/sign-in-event.ts'
import { guessOf } from '../attempts/attempt-guard.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { shortest } from '../passwords/password-rules.ts'
import { noteAccount, noteEvent } from '../sign-in-events.ts'
import type { LoginAnswer, TokenSession } from './contract.ts'
import { createSession, readSignIn, type SigningIn } from './create-session.ts'
import type { SignedIn } from './session-state.ts'
import { signMfaToken } from './token.ts'
import { toTokenSession } from './view.ts'

/** A sign-in that went well: what the client is answered, and what its browser is to keep in cookies. */
export interface SignInOutcome<A extends LoginAnswer = LoginAnswer> {
  answer: A
  /** Absent while a second factor is asked for. */
  opened?: Opened
}

/** The refresh token of a session just created, and the account whose device this now is. */
export interface Opened {
  token: string
  email: string
}

/** Who signs in, and by what. */
export interface Entering {
  accountId: string
  /** The clinic to enter; the last one where absent. */
  clinicId?: string
  /** Whether the password was given: typed, or chosen as the first one of the account. A mailed link alone proves a mailbox. */
  proved: boolean
}

/**
 * How an account goes on whose password was right, or whose address has just been proved: a session, or the question for its second
 * factor. Writes the sign-in event.
 *
 * @returns `password_too_short` where the second factor that it was chosen beside is gone; undefined for an account that is disabled or
 *   belongs to no clinic.
 */
export async function finishSignIn(
  context: IdentityContext,
  client: Client,
  { accountId, clinicId, proved }: Entering,
): Promise<SignInOutcome | 'password_too_short' | undefined> {
  const { env, at } = context
  const who = await readSignIn(env, accountId, clinicId)
  if (!who) return undefined
  const { account } = who
  const counts = guessOf(env, client, account.email).windows[0].subject
  if (who.factor === 'none') {
    const input = { who, device: client.device, counts, passed: false, proved, at }
    return toOutcome(context, await createSession(env, input))
  }
  const clinicIds = clinicsOf(who)
  if (who.factor === 'password_first') {
    await noteEvent(context, { event: 'signed_in', outcome: 'password_too_short', account, clinicIds })
    return 'password_too_short'
  }
  const setup = who.factor === 'to_set_up'
  const claims = { sub: account.id, clinicId: who.here.clinicId, counts, password: who.password, proved, setup }
  const mfaToken = await signMfaToken(env, claims, at)
  await noteEvent(context, { event: 'second_factor_asked', outcome: 'ok', account, clinicIds })
  return { answer: setup ? { mfaRequired: true, mfaToken, setup } : { mfaRequired: true, mfaToken } }
}

/** The answer to a right password that is too short without the second factor it once had beside it: a mailed link sets a longer one. */
export const tooShort = fail('password_too_short', { minimum: shortest.alone })

/** Sign in who has just proved an address or a password, on this device. */
export async function signInAccepted(
  context: IdentityContext,
  client: Client,
  entering: Entering,
  event: SignInEvent['event'],
): Promise<Result<SignInOutcome, 'link_invalid' | 'password_too_short'>> {
  const finished = await finishSignIn(context, client, entering)
  if (!finished) return fail('link_invalid')
  await noteAccount(context, { event, outcome: 'ok' }, { accountId: entering.accountId })
  return finished === 'password_too_short' ? tooShort : ok(finished)
}

/** Note a session that was just created, and answer it with its token. */
export async function toOutcome(
  context: IdentityContext,
  who: SignedIn & { token: string },
): Promise<Required<SignInOutcome<TokenSession>>> {
  const { env, at, actor } = context
  await noteEvent(context, { event: 'signed_in', outcome: 'ok', account: who.account, clinicIds: clinicsOf(who) })
  const answer = await toTokenSession(env, who, actor.requestId, at)
  return { answer, opened: { token: who.token, email: who.account.email } }
}

export function clinicsOf({ memberships }: Pick<SigningIn, 'memberships'>): string[] {
  return [...new Set(memberships.map(row => row.clinicId))]
}
