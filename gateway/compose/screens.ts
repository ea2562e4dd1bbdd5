import { type Actor, visitor } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import { fail, ok, type Result } from '#shared/result'
import type { CreateScreen, NewScreen, ScreenView } from '../../workers/appointment/queue/screens/contract.ts'
import type { GatewayBindings } from '../gateway.ts'
import { readClinic } from '../identity/accounts/clinics.ts'
import { presentedScreen, screenToken } from '../live/screen-token.ts'
import { admit, viewMs } from '../live/tickets.ts'
import { viewerOfScreen } from '../live/viewer.ts'

/** A waiting-room screen with its token, which is shown this once and kept nowhere. */
export async function createScreen(
  env: GatewayBindings,
  actor: Actor,
  input: CreateScreen,
): Promise<Result<NewScreen, FailureCode>> {
  const made = await env.APPOINTMENT['screen.create'](actor, input)
  if (!made.ok) return made
  return ok({ ...made.value, token: screenToken(env, actor.clinicId, made.value.id) })
}

/** What a screen shows whose token stands in the Authorization header; `unauthenticated` for any other. */
export async function showScreen(
  env: GatewayBindings,
  { at, requestId }: Actor,
  authorization: string | undefined,
): Promise<Result<ScreenView, FailureCode>> {
  const screen = presentedScreen(env, authorization)
  const known = screen && (await readClinic(env, screen.clinicId))
  if (!screen || !known) return fail('unauthenticated')
  return env.APPOINTMENT['screen.show'](visitor(known, at, requestId), screen.screenId)
}

/** What opens a socket for a screen that shows its token, as its page does; undefined for one that is none, or was taken back. */
export async function admitScreen(
  env: GatewayBindings,
  actor: Actor,
  token: string,
): Promise<{ clinicId: string; secret: string } | undefined> {
  const authorization = `Bearer ${token}`
  const screen = presentedScreen(env, authorization)
  if (!screen || !(await showScreen(env, actor, authorization)).ok) return undefined
  return admit(env, screen.clinicId, viewerOfScreen(screen.screenId, actor.at + viewMs), actor.at)
}
