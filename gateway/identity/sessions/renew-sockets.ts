import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../../gateway.ts'
import { viewMs } from '../../live/tickets.ts'
import { viewerOf } from '../../live/viewer.ts'
import { actorOf, verifyAccessToken } from './token.ts'

/** The session goes on with this token, and its sockets with it, with the rights of now. A socket that is not told closes and comes back. */
export async function renewSockets(env: GatewayBindings, accessToken: string, at: number): Promise<void> {
  const claims = await verifyAccessToken(env, accessToken, at)
  if (!claims) return
  const viewer = viewerOf(actorOf(claims, '', at), at + viewMs)
  await env.LIVE.getByName(claims.clinicId)
    .renew(viewer)
    .catch((error: unknown) => log('live.unheard', { clinicId: claims.clinicId, ...thrown(error) }))
}
