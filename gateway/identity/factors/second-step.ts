import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { codeWindows } from '../attempts/attempt-guard.ts'
import { releasePlaces, takePlaces, whatToWaitFor } from '../attempts/attempt-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import type { TokenSession } from '../sessions/contract.ts'
import { newSession, signInStatements, signingIn } from '../sessions/create-session.ts'
import { clinicsOf, type SignInOutcome, toOutcome } from '../sessions/finish-sign-in.ts'
import { verifyMfaToken } from '../sessions/token.ts'
import { noteEvent } from '../sign-in-events.ts'
import { after, factorOf, spendCode } from './second-factor.ts'

/** The second step of signing in. Whatever is wrong with the token or the code is `bad_credentials`. */
export async function signInSecondStep(
  context: IdentityContext,
  { mfaToken, code, client }: { mfaToken: string; code: string; client: Client },
): Promise<Result<SignInOutcome<TokenSession>, 'bad_credentials' | 'rate_limited'>> {
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
  const used = holds && factor ? await spendCode(context, claims.sub, factor.secret, code) : undefined
  if (who && used) {
    const input = { who, device: client.device, counts: claims.counts, passed: true, at }
    const { signedIn, statements } = newSession(db, input, after)
    const { opened } = await batch(db, { use: used.use, ...statements })
    if (opened.length === 1) {
      await releasePlaces(db, places)
      return ok(await toOutcome(context, signedIn))
    }
  }
  const outcome = waits ? 'rate_limited' : 'bad_credentials'
  if (who) await noteEvent(context, { event: 'signed_in', outcome, account: who.account, clinicIds: clinicsOf(who) })
  return waits ? fail('rate_limited', await whatToWaitFor(db, windows, at)) : fail('bad_credentials')
}
