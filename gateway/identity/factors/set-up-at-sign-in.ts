import { fail, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import { readSignIn, type SigningIn } from '../sessions/create-session.ts'
import { type MfaClaims, verifyMfaToken } from '../sessions/token.ts'
import type { TotpSecret } from './contract.ts'
import { newFactor } from './set-up-factor.ts'

/** A secret to scan, where the clinic asks for a second factor and there is none yet. */
export async function setUpAtSignIn(
  context: IdentityContext,
  { mfaToken }: { mfaToken: string },
): Promise<Result<TotpSecret, 'bad_credentials' | 'already_enabled'>> {
  const settingUp = await whoSetsUp(context, mfaToken)
  return settingUp ? newFactor(context, settingUp.who.account) : fail('bad_credentials')
}

/** Who may set up a second factor before the session begins: the password was right, and has not been changed since. */
export async function whoSetsUp(
  { env, at }: IdentityContext,
  mfaToken: string,
): Promise<{ who: SigningIn; claims: MfaClaims } | undefined> {
  const claims = await verifyMfaToken(env, mfaToken, at)
  const who = claims?.setup ? await readSignIn(env, claims.sub, claims.clinicId) : undefined
  return claims && who && who.password === claims.password ? { who, claims } : undefined
}
