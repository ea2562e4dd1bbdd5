import { sql } from 'drizzle-orm'
import type * as v from 'valibot'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { newSession } from '../sessions/create-session.ts'
import { clinicsOf, type SignInOutcome, toOutcome } from '../sessions/finish-sign-in.ts'
import { revokeOthers } from '../sessions/revoke-other-sessions.ts'
import { noteEvent } from '../sign-in-events.ts'
import { confirmStatements } from './confirm-factor.ts'
import type { MfaSetupDone } from './contract.ts'
import { after } from './second-factor.ts'
import { whoSetsUp } from './set-up-at-sign-in.ts'

/** Turn the second factor on by its first code, and sign in; signs out everywhere else. */
export async function confirmAtSignIn(
  context: IdentityContext,
  { mfaToken, code, client }: { mfaToken: string; code: string; client: Client },
): Promise<
  Result<SignInOutcome<v.InferOutput<typeof MfaSetupDone>>, 'bad_credentials' | 'already_enabled' | 'wrong_code'>
> {
  const { db, at } = context
  const settingUp = await whoSetsUp(context, mfaToken)
  if (!settingUp) return fail('bad_credentials')
  const { who, claims } = settingUp
  const { account, here } = who
  // Nobody is signed in yet: the ledger names whom the password was of.
  const actor = { ...context.actor, accountId: account.id, name: account.name }
  const confirming = await confirmStatements(
    { ...context, actor, clinicId: here.clinicId },
    account.id,
    code,
    client.origin,
  )
  if (!confirming.ok) return confirming
  // A factor that whoever followed a mailed link has just set up proves nothing.
  const { counts, proved } = claims
  const input = { who, device: client.device, counts, passed: true, proved, at }
  const { signedIn, statements } = newSession(db, input, after)
  const { done } = await batch(db, {
    ...confirming.value.statements,
    ...statements,
    others: revokeOthers(db, account.id, signedIn.sessionId, 'by_user', at, isOpen(signedIn.sessionId)),
  })
  if (done.length === 0) return fail('wrong_code')
  await noteEvent(context, { event: 'second_factor_set', outcome: 'ok', account, clinicIds: clinicsOf(who) })
  const { answer, opened } = await toOutcome(context, signedIn)
  return ok({ answer: { ...answer, ...confirming.value.codes }, opened })
}

const isOpen = (sessionId: string) => sql`EXISTS (SELECT 1 FROM session AS opened WHERE opened.id = ${sessionId})`
