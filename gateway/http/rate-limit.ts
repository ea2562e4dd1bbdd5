import { createMiddleware } from 'hono/factory'
import type { Gateway } from '../gateway.ts'
import { networkOf } from '../identity/sessions/attempt-limits.ts'
import { addressOf } from '../identity/sessions/browser.ts'
import { problem } from './problem.ts'

/**
 * Brakes on floods: so many requests of one address, one account, one clinic in ten seconds. Counted in memory, in each isolate for itself:
 * a count that every request had to fetch would cost more than it saves, the platform's own binding for it included (decision 5). What has to
 * hold exactly, guesses, counts in the database.
 */

const span = 10_000

let began = 0
const counts = new Map<string, number>()

/** Count one request. @returns seconds until there is room again, where there is none. */
function over(key: string, limit: string, at: number): number | undefined {
  const now = at - (at % span)
  if (now !== began) {
    began = now
    counts.clear()
  }
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count > Number(limit) ? Math.ceil((began + span - at) / 1000) : undefined
}

/** Before anything is verified: a flood of forged tokens is still a flood. */
export const addressBrake = createMiddleware<Gateway>(async (c, next) => {
  const retryAfter = over(`address:${networkOf(addressOf(c))}`, c.env.REQUESTS_PER_ADDRESS, c.var.at)
  if (retryAfter) return problem(c, { code: 'rate_limited', retryAfter })
  await next()
})

/** Once it is known who asks. */
export const accountBrake = createMiddleware<Gateway>(async (c, next) => {
  const claims = c.get('claims')
  if (!claims) return next()
  const { at } = c.var
  const retryAfter =
    over(`account:${claims.sub}`, c.env.REQUESTS_PER_ACCOUNT, at) ??
    over(`clinic:${claims.clinicId}`, c.env.REQUESTS_PER_CLINIC, at)
  if (retryAfter) return problem(c, { code: 'rate_limited', retryAfter })
  await next()
})
