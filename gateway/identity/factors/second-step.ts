import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { codeWindows } from '../attempts/attempt-guard.ts'
import { releasePlaces, takePlaces, whatToWaitFor } from '../attempts/attempt-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { switchOffByPrintedCode } from '../recovery/printed-code-step.ts'
import { printedCodeOf } from '../recovery/recovery.ts'
import { newSession, signInStatements, signingIn } from '../sessions/create-session.ts'
import { clinicsOf, finishSignIn, type SignInOutcome, toOutcome, tooShort } from '../sessions/finish-sign-in.ts'
import { verifyMfaToken } from '../sessions/token.ts'
import { noteEvent } from '../sign-in-events.ts'
import { after, factorOf, recoveryMail, spendCode } from './second-factor.ts'

/**
 * The second step of signing in. Whatever is wrong with the token or the code is `bad_credentials`. The printed code that is kept for the loss
 * of the second factor switches it off, and the sign-in goes on as that of an account without one.
 */
export async function signInSecondStep(
  context: IdentityContext,
  { mfaToken, code, client }: { mfaToken: string; code: string; client: Client },
): Promise<Result<SignInOutcome, 'bad_credentials' | 'rate_limited' | 'password_too_short'>> {
  const { env, at, db } = context
  const claims = await verifyMfaToken(env, mfaToken, at)
  if (!claims) return fail('bad_credentials')
  const windows = codeWindows(env, client, claims.counts)
  const {
    places,
    factor: [factor],
    accounts: [account],
    memberships,
  } = await batch(db, {
    places: takePlaces(db, windows, crypto.randomUUID(), at),
    factor: factorOf(db, claims.sub),
    ...signInStatements(db, claims.sub),
  })
  const who = signingIn(account, memberships, claims.clinicId)
  const waits = places.length === 0
  const holds = !waits && who?.factor === 'asked' && who.password === claims.password
  const printed = holds ? printedCodeOf(code) : undefined
  if (who && printed && (await switchOffByPrintedCode(context, { who, code: printed, origin: client.origin }))) {
    const finished = await finishSignIn(context, client, {
      accountId: claims.sub,
      clinicId: who.here.clinicId,
      proved: claims.proved,
    })
    if (finished) return finished === 'password_too_short' ? tooShort : ok(finished)
  }
  const used = holds && factor && !printed ? await spendCode(context, claims.sub, factor.secret, code) : undefined
  if (who && used) {
    const input = { who, device: client.device, counts: claims.counts, passed: true, proved: true, at }
    const { signedIn, statements } = newSession(db, input, after)
    const { opened } = await batch(db, {
      use: used.use,
      mail: recoveryMail(db, used, claims.sub, client.origin, at),
      ...statements,
    })
    if (opened.length === 1) {
      await releasePlaces(db, places)
      return ok(await toOutcome(context, signedIn))
    }
  }
  const outcome = waits ? 'rate_limited' : 'bad_credentials'
  if (who) await noteEvent(context, { event: 'signed_in', outcome, account: who.account, clinicIds: clinicsOf(who) })
  return waits ? fail('rate_limited', await whatToWaitFor(db, windows, at)) : fail('bad_credentials')
}
