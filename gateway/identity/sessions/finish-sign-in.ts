import type { Context } from 'hono'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { shortest } from '../accounts/password-rules.ts'
import type { MfaRequired, TokenSession } from '../contract.ts'
import { toTokenSession } from '../view.ts'
import { guessWindows } from './attempt-guard.ts'
import { deviceOf } from './browser.ts'
import { type Entering, openSession, readEntering } from './create-session.ts'
import { rememberDevice } from './device.ts'
import { giveToken } from './refresh.ts'
import type { SignedIn } from './session.ts'
import { signMfaToken } from './token.ts'

/**
 * How an account goes on whose password was right, or whose address has just been proved: a session with its cookies, or the question for
 * its second factor. Writes the sign-in event.
 *
 * @param clinicId the clinic to enter; the last one where absent.
 * @returns `password_too_short` where the second factor that it was chosen beside is gone; undefined for an account that is disabled or
 *   belongs to no clinic.
 */
export async function afterPassword(
  c: Context<Gateway>,
  accountId: string,
  clinicId?: string,
): Promise<TokenSession | MfaRequired | 'password_too_short' | undefined> {
  const who = await readEntering(c.env, accountId, clinicId)
  if (!who) return undefined
  const counts = guessWindows(c, who.account.email).account.subject
  if (who.factor === 'none') {
    const opening = { who, device: deviceOf(c), counts, passed: false, at: c.var.at }
    return welcome(c, await openSession(c.env, opening))
  }
  if (who.factor === 'password_first') {
    const event = { event: 'signed_in', outcome: 'password_too_short' } as const
    await noteSignIn(c, { ...event, account: who.account, clinicIds: clinicsOf(who) })
    return 'password_too_short'
  }
  const setup = who.factor === 'to_set_up'
  const claims = { sub: who.account.id, clinicId: who.here.clinicId, counts, password: who.password, setup }
  const mfaToken = await signMfaToken(c.env, claims, c.var.at)
  await noteSignIn(c, { event: 'second_factor_asked', outcome: 'ok', account: who.account, clinicIds: clinicsOf(who) })
  return setup ? { mfaRequired: true, mfaToken, setup } : { mfaRequired: true, mfaToken }
}

/** The answer to a right password that is too short without the second factor it once had beside it: a mailed link sets a longer one. */
export const tooShort = { code: 'password_too_short', details: { minimum: shortest.alone } } as const

/** Answer a session that was just opened: its cookies, its event, its token. */
export async function welcome(c: Context<Gateway>, who: SignedIn & { token: string }): Promise<TokenSession> {
  await noteSignIn(c, { event: 'signed_in', outcome: 'ok', account: who.account, clinicIds: clinicsOf(who) })
  giveToken(c, who.token)
  rememberDevice(c, who.account.email)
  return toTokenSession(c.env, who, c.var.requestId, c.var.at)
}

export function clinicsOf({ memberships }: Pick<Entering, 'memberships'>): string[] {
  return [...new Set(memberships.map(row => row.clinicId))]
}
