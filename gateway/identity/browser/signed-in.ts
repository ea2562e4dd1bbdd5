import { createMiddleware } from 'hono/factory'
import type { Repeat } from '#shared/actor'
import type { Gateway } from '../../gateway.ts'
import { isOpen } from '../../http/middleware.ts'
import { problem } from '../../http/problem.ts'
import { actorOf, verifyAccessToken } from '../sessions/token.ts'
import { bearerToken } from './client.ts'

/** A bearer token for everything but the open routes; the actor comes of it. */
export const signedIn = createMiddleware<Gateway>(async (c, next) => {
  if (isOpen(c.req)) return next()
  const token = bearerToken(c.req.header('authorization'))
  const claims = token ? await verifyAccessToken(c.env, token, c.var.at) : undefined
  if (!claims) {
    c.header('www-authenticate', 'Bearer')
    return problem(c, { code: 'unauthenticated' })
  }
  const repeat = await repeatOf(c.req.raw, c.req.method)
  if (repeat === 'malformed') {
    return problem(c, { code: 'invalid_request', details: [{ path: 'Idempotency-Key', rule: 'key' }] })
  }
  c.set('actor', { ...actorOf(claims, c.var.requestId, c.var.at), repeat })
  c.set('claims', claims)
  await next()
})

/** Idempotency-Key of a POST: 1 to 200 visible characters, with a hash of the body it came with. Not under /api/auth. */
async function repeatOf(request: Request, method: string): Promise<Repeat | undefined | 'malformed'> {
  const key = request.headers.get('idempotency-key')
  const path = new URL(request.url).pathname
  if (method !== 'POST' || key === null || path.startsWith('/api/auth/')) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) return 'malformed'
  const hash = await crypto.subtle.digest('SHA-256', await request.clone().arrayBuffer())
  return {
    key,
    route: `POST ${path}`,
    bodyHash: [...new Uint8Array(hash)].map(b => b.toString(16).padStart(2, '0')).join(''),
  }
}
