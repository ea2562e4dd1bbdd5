import { ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import type { Session } from './contract.ts'
import { findSession, ownSession } from './session-state.ts'
import { toSession } from './view.ts'

/** Who is signed in, as the session says it now and not as the token did. */
export async function readSession(context: IdentityContext): Promise<Result<Session, 'unauthenticated'>> {
  const { env, at, actor } = context
  const valid = await findSession(env, ownSession(context), at)
  if (!valid.ok) return valid
  return ok((await toSession(env, valid.value, actor.requestId, at)).session)
}
