import { and, eq } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { type Failure, fail, ok, type Result } from '#shared/result'
import type { KeySource } from '../../keys/purpose-keys.ts'
import { hashOf, type PresentedToken, repeatWindow, successors } from '../browser/refresh-token.ts'
import type { IdentityContext } from '../context.ts'
import { isValid } from '../session-validity/session-validity.ts'
import { noteEvent } from '../sign-in-events.ts'
import type { TokenSession } from './contract.ts'
import { session } from './schema.ts'
import { asksFirst, endSession, type SignedIn, sessionStatements, signedIn } from './session-state.ts'
import { toTokenSession } from './view.ts'

/** Why a session does not go on. `second_factor`: its clinic asks for one by now, which is set up at the next sign-in. */
type Reason = 'replayed' | 'idle' | 'ended' | 'second_factor'

/** A refresh that is refused, and whom it concerns, for the log alone. */
type NotRotated = Failure<'unauthenticated'> & {
  /** Set where this very request ended the session as replayed. */
  replayed?: { account: { id: string; name: string }; clinicIds: string[] }
}

/** A fresh access token for the browser's refresh token, which is spent by it: the answer, and the token that takes its place. */
export async function refreshSession(
  context: IdentityContext,
  { presented }: { presented: PresentedToken | undefined },
): Promise<Result<{ answer: TokenSession; token: string }, 'unauthenticated'>> {
  const { env, at, actor } = context
  const rotated = presented ? await rotate(env, presented, at) : undefined
  if (!rotated) return fail('unauthenticated')
  if (!rotated.ok) {
    const { replayed, ...refusal } = rotated
    if (replayed) await noteEvent(context, { event: 'session_replayed', outcome: 'unauthenticated', ...replayed })
    return refusal
  }
  return ok({ answer: await toTokenSession(env, rotated.value, actor.requestId, at), token: rotated.value.token })
}

/**
 * Trade a refresh token for its successor. Fifty at once get the same one, as does a repeat within 30 s; a later replay means that someone
 * else has the token, and ends the session.
 *
 * @returns who is signed in with the next token; or `unauthenticated` with the reason, where the session was a real one.
 */
export async function rotate(
  env: KeySource & Pick<GatewayEnv, 'IDENTITY_DB'>,
  presented: PresentedToken,
  at: number,
): Promise<{ ok: true; value: SignedIn & { token: string } } | NotRotated> {
  const db = drizzle(env.IDENTITY_DB)
  const { sessionId } = presented
  const hash = hashOf(presented.token)
  const made = successors(env, presented)
  const [token] = made
  const {
    rotated,
    sessions: [here],
    rows,
  } = await batch(db, {
    rotated: db
      .update(session)
      .set({ previousHash: session.tokenHash, tokenHash: hashOf(token), rotatedAt: at })
      .where(and(isValid(sessionId, at), eq(session.tokenHash, hash)))
      .returning({ id: session.id }),
    ...sessionStatements(db, sessionId, at),
  })
  const refused = (reason: Reason): NotRotated => fail('unauthenticated', { reason })
  if (!here) return fail('unauthenticated')
  if (here.revokedFor) return refused(here.revokedFor === 'replayed' ? 'replayed' : 'ended')
  if (here.valid && asksFirst(here, rows)) {
    await endSession(env, sessionId, 'by_owner', at)
    return refused('second_factor')
  }
  const who = signedIn(sessionId, here, rows)
  if (!who || here.expiresAt <= at) return refused('ended')
  const repeats = here.previousHash === hash && at - here.rotatedAt <= repeatWindow && here.valid
  // What a repeat gets was made by the key of a moment ago, where that has changed meanwhile.
  const next = rotated.length === 1 ? token : repeats && made.find(one => hashOf(one) === here.tokenHash)
  if (next) {
    if (who.clinicId !== here.clinicId) await moveTo(db, who)
    return ok({ ...who, token: next })
  }
  if (here.tokenHash === hash || !here.valid) return refused('idle')
  await endSession(env, sessionId, 'replayed', at)
  const clinicIds = [...new Set(rows.map(row => row.clinicId))]
  return { ...refused('replayed'), replayed: { account: { id: here.id, name: here.name }, clinicIds } }
}

/** The clinic that a session was in has been left: the session follows the account to where it still belongs. */
async function moveTo(db: DrizzleD1Database, { sessionId, clinicId }: SignedIn): Promise<void> {
  await db.update(session).set({ clinicId }).where(eq(session.id, sessionId))
}
