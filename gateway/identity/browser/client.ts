import type { Context } from 'hono'
import { addressOf } from '../../http/client-address.ts'
import { deviceCookieOf } from './device.ts'

/** What a verb of identity knows of the browser that asks, besides the token. */
export interface Client {
  /** Where a mail's links lead: `WEB_ORIGIN`, and in local development, where it is empty, the loopback address that this request came to. */
  origin: string
  /** As the edge saw it; attempts are counted by it. */
  address: string
  /** The browser's own words for itself, shortened, as the list of sessions shows them. */
  device: string
  /** The cookie that says which accounts have signed in on this device before. */
  deviceCookie?: string | undefined
}

export function clientOf(c: Context): Client {
  return {
    origin: originOf(c.env, c.req.url),
    address: addressOf(c),
    device: (c.req.header('user-agent') ?? '').slice(0, 200),
    deviceCookie: deviceCookieOf(c),
  }
}

/** Thrown where nobody has said where this system runs. Who sends a request does not: whoever follows a mailed link brings its token along. */
export class OriginUnknown extends Error {
  override name = 'OriginUnknown'
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

function originOf({ WEB_ORIGIN }: Pick<GatewayEnv, 'WEB_ORIGIN'>, url: string): string {
  if (WEB_ORIGIN) return WEB_ORIGIN
  const { hostname, origin } = new URL(url)
  if (!loopback.test(hostname)) throw new OriginUnknown()
  return origin
}

/** The token of an Authorization header; undefined for what has not the form of one. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1]
}
