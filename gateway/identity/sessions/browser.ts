import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Gateway } from '../../gateway.ts'
import { problem } from '../../http/problem.ts'

/**
 * A cookie speaks for the person, so another site's page may not make it speak. Browsers say where a POST comes from: a foreign `Origin` is
 * refused, and where there is none, a `Sec-Fetch-Site` that is not this origin's. A request with neither comes from no browser of today; the
 * cookie's `SameSite=Strict` keeps an old one from bringing it along.
 */
export const sameOrigin = createMiddleware<Gateway>(async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site') ?? 'same-origin'
  const own = origin === undefined ? site === 'same-origin' || site === 'none' : isOwn(origin, c.req.url)
  if (!own) return problem(c, { code: 'forbidden' })
  await next()
})

function isOwn(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host
}

/** The device's own description, as the list of sessions shows it. */
export function deviceOf(c: Context<Gateway>): string {
  return (c.req.header('user-agent') ?? '').slice(0, 200)
}

/** As the edge saw it; the brakes count by it. */
export function addressOf(c: Context<Gateway>): string {
  return c.req.header('cf-connecting-ip') ?? 'unknown'
}

/** Where a mail's links lead: the configured origin, or the one that this request came to. */
export function webOrigin(c: Context<Gateway>): string {
  return c.env.WEB_ORIGIN || new URL(c.req.url).origin
}
