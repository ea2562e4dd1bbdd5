import { createMiddleware } from 'hono/factory'
import type { Gateway } from '../gateway.ts'
import { addressOf, networkOf } from './client-address.ts'
import { problem } from './problem.ts'

/**
 * How many requests one address, one account, one clinic may make in ten seconds. Counted in memory, in each isolate for itself: a count that
 * every request had to fetch would cost more than it saves, the platform's own binding for it included (decision 5). Attempts at passwords
 * and codes, which have to be counted exactly, are counted in the database.
 */

const windowMs = 10_000

let windowStart = 0
const counts = new Map<string, number>()

/** Count one request. @returns seconds until there is room again, where there is none. */
function over(key: string, limit: string, at: number): number | undefined {
  const now = at - (at % windowMs)
  if (now !== windowStart) {
    windowStart = now
    counts.clear()
  }
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count > Number(limit) ? Math.ceil((windowStart + windowMs - at) / 1000) : undefined
}

/** Before anything is verified, so that forged tokens are counted too. */
export const limitAddresses = createMiddleware<Gateway>(async (c, next) => {
  const seconds = over(`address:${networkOf(addressOf(c))}`, c.env.REQUESTS_PER_ADDRESS, c.var.at)
  if (seconds) return problem(c, { code: 'rate_limited', details: { seconds, scope: 'requests' } })
  await next()
})

/** By account and by clinic, after the token is verified. */
export const limitAccounts = createMiddleware<Gateway>(async (c, next) => {
  const claims = c.get('claims')
  if (!claims) return next()
  const { at } = c.var
  const seconds =
    over(`account:${claims.sub}`, c.env.REQUESTS_PER_ACCOUNT, at) ??
    over(`clinic:${claims.clinicId}`, c.env.REQUESTS_PER_CLINIC, at)
  if (seconds) return problem(c, { code: 'rate_limited', details: { seconds, scope: 'requests' } })
  await next()
})
