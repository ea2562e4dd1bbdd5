import type { Context } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { readSession, type SignedIn } from './session.ts'
import { verifyAccessToken } from './token.ts'

/** Who a bearer token belongs to, on an open route that honours one where it is sent; `unauthenticated` where it is not good. */
export async function bearerOf(c: Context<Gateway>): Promise<SignedIn | undefined | 'unauthenticated'> {
  const header = c.req.header('authorization')
  if (header === undefined) return undefined
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1]
  const claims = token ? await verifyAccessToken(c.env, token, c.var.at) : undefined
  const result = claims ? await readSession(c.env, claims.sid, c.var.at) : undefined
  return result?.ok ? result.value : 'unauthenticated'
}
