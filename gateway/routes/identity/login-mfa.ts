import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { type Context, Hono } from 'hono'
import { batch } from '#shared/database/batch'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { refuse } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { LoginMfa, LoginMfaSetup, MfaSetupDone, TokenSession, TotpSecret } from '../../identity/contract.ts'
import { after, claim, confirming, factorOf, setUp } from '../../identity/factors/second-factor.ts'
import { mfaWindows } from '../../identity/sessions/attempt-guard.ts'
import { secondsToWait, takePlaces } from '../../identity/sessions/attempt-limits.ts'
import { deviceOf } from '../../identity/sessions/browser.ts'
import {
  type Entering,
  entering,
  enteringOf,
  newSession,
  readEntering,
} from '../../identity/sessions/create-session.ts'
import { clinicsOf, welcome } from '../../identity/sessions/finish-sign-in.ts'
import { revokeOthers } from '../../identity/sessions/sessions.ts'
import { type MfaClaims, verifyMfaToken } from '../../identity/sessions/token.ts'

/** The second step of signing in. Whatever is wrong with the token or the code is `bad_credentials`. */
export const loginMfa = new Hono<Gateway>()
  .post(
    '/',
    says(
      byRoute('session.sign_in_second_step'),
      'The second step of signing in: a code, or a recovery code',
      TokenSession,
    ),
    body(LoginMfa),
    async c => {
      const { mfaToken, code } = c.req.valid('json')
      const { at } = c.var
      const claims = await verifyMfaToken(c.env, mfaToken, at)
      if (!claims) return refuse(c, { code: 'bad_credentials' })
      const db = drizzle(c.env.IDENTITY_DB)
      const windows = mfaWindows(c, claims.counts)
      const {
        places,
        factor: [factor],
        found: [found],
        memberships,
      } = await batch(db, {
        places: takePlaces(db, windows, crypto.randomUUID(), at),
        factor: factorOf(db, claims.sub),
        ...enteringOf(db, claims.sub),
      })
      const who = entering(found, memberships, claims.clinicId)
      const waits = places.length === 0
      const holds = !waits && who?.factor === 'asked' && who.password === claims.password
      const claimed = holds && factor ? await claim(c.env, claims.sub, factor.secret, code, at) : undefined
      if (who && claimed) {
        const opening = { who, device: deviceOf(c), counts: claims.counts, passed: true, at }
        const { signedIn, statements } = newSession(db, opening, after)
        const { opened } = await batch(db, { use: claimed.use, ...statements })
        if (opened.length === 1) return c.json(await welcome(c, signedIn))
      }
      const outcome = waits ? 'rate_limited' : 'bad_credentials'
      if (who) await noteSignIn(c, { event: 'signed_in', outcome, account: who.account, clinicIds: clinicsOf(who) })
      const retryAfter = waits ? await secondsToWait(db, windows, at) : undefined
      return refuse(c, { code: outcome, retryAfter })
    },
  )
  .post(
    '/setup',
    says(
      byRoute('factor.set_up_at_sign_in'),
      'A secret to scan, where the clinic asks for a second factor and there is none yet',
      TotpSecret,
    ),
    body(LoginMfaSetup),
    async c => {
      const settingUp = await whoSetsUp(c, c.req.valid('json').mfaToken)
      if (!settingUp) return refuse(c, { code: 'bad_credentials' })
      const result = await setUp(c.env, settingUp.who.account, c.var.at)
      return result.ok ? c.json(result.value) : refuse(c, result)
    },
  )
  .post(
    '/setup/confirm',
    says(byRoute('factor.confirm_at_sign_in'), 'Turn it on by its first code, and sign in', MfaSetupDone),
    body(LoginMfa),
    async c => {
      const { mfaToken, code } = c.req.valid('json')
      const { at } = c.var
      const settingUp = await whoSetsUp(c, mfaToken)
      if (!settingUp) return refuse(c, { code: 'bad_credentials' })
      const { who, claims } = settingUp
      const result = await confirming(c.env, claims.sub, code, c.var)
      if (!result.ok) return refuse(c, result)
      const db = drizzle(c.env.IDENTITY_DB)
      const opening = { who, device: deviceOf(c), counts: claims.counts, passed: true, at }
      const { signedIn, statements } = newSession(db, opening, after)
      const { done } = await batch(db, {
        ...result.value.statements,
        ...statements,
        others: revokeOthers(db, claims.sub, signedIn.sessionId, 'by_user', at, isOpen(signedIn.sessionId)),
      })
      if (done.length === 0) return refuse(c, { code: 'wrong_code' })
      await noteSignIn(c, {
        event: 'second_factor_set',
        outcome: 'ok',
        account: who.account,
        clinicIds: clinicsOf(who),
      })
      return c.json({ ...(await welcome(c, signedIn)), recoveryCodes: result.value.codes })
    },
  )

const isOpen = (sessionId: string) => sql`EXISTS (SELECT 1 FROM session AS opened WHERE opened.id = ${sessionId})`

/** Who may set up a second factor on the way in: the password was right, and has not been changed since. */
async function whoSetsUp(
  c: Context<Gateway>,
  mfaToken: string,
): Promise<{ who: Entering; claims: MfaClaims } | undefined> {
  const claims = await verifyMfaToken(c.env, mfaToken, c.var.at)
  const who = claims?.setup ? await readEntering(c.env, claims.sub, claims.clinicId) : undefined
  return claims && who && who.password === claims.password ? { who, claims } : undefined
}
