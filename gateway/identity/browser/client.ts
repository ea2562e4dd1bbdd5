import type { Context } from 'hono'
import { addressOf } from '../../http/client-address.ts'
import { deviceCookieOf } from './device.ts'

/** What a verb of identity knows of the browser that asks, besides the token. */
export interface Client {
  /** Where a mail's links lead: the configured origin, or the one that this request came to. */
  origin: string
  /** As the edge saw it; attempts are counted by it. */
  address: string
  /** The browser's own words for itself, shortened, as the list of sessions shows them. */
  device: string
  /** The cookie that says which accounts have signed in on this device before. */
  deviceCookie?: string | undefined
}

export function clientOf(c: Context): Client {
  const { WEB_ORIGIN }: Pick<GatewayEnv, 'WEB_ORIGIN'> = c.env
  return {
    origin: WEB_ORIGIN || new URL(c.req.url).origin,
    address: addressOf(c),
    device: (c.req.header('user-agent') ?? '').slice(0, 200),
    deviceCookie: deviceCookieOf(c),
  }
}

/** The token of an Authorization header; undefined for what has not the form of one. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1]
}
