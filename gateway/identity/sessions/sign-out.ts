import { ok, type Result } from '#shared/result'
import type { PresentedToken } from '../browser/refresh-token.ts'
import type { IdentityContext } from '../context.ts'
import { noteEvent } from '../sign-in-events.ts'
import { clinicsOf } from './finish-sign-in.ts'
import { rotate } from './refresh-session.ts'
import { endSession } from './session-state.ts'

/** End the session of the browser's refresh token. One that is no longer good ends nothing, and is signed out all the same. */
export async function signOut(
  context: IdentityContext,
  { presented }: { presented: PresentedToken | undefined },
): Promise<Result<null>> {
  const { env, at } = context
  const own = presented ? await rotate(env, presented, at) : undefined
  if (own?.ok) {
    const { sessionId, account } = own.value
    await endSession(env, sessionId, 'signed_out', at)
    await noteEvent(context, { event: 'signed_out', outcome: 'ok', account, clinicIds: clinicsOf(own.value) })
  }
  return ok(null)
}
