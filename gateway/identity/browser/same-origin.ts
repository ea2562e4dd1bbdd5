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

/** Whether an `Origin` is this request's own. */
export function isOwn(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host
}
