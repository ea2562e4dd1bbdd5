import { and, eq, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { budgets, settleWithin } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import { ruleOf } from '#shared/permissions'
import type { Gateway } from '../../gateway.ts'
import { problem } from '../../http/problem.ts'
import { account } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import { RecentlyValid } from '../sessions/recently-valid.ts'
import { session } from '../sessions/schema.ts'
import { isValid } from '../sessions/session-validity.ts'
import type { AccessClaims } from '../sessions/token.ts'

const recentlyValid = new RecentlyValid()

/**
 * Whether the token still says the truth: the session neither ended nor idle and still in this clinic, the account not disabled, the
 * membership not disabled, removed or changed. One read of three rows by their keys.
 */
async function isTrue(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  { sid, sub, clinicId, mv }: AccessClaims,
  at: number,
): Promise<boolean> {
  const rows = await drizzle(env.IDENTITY_DB)
    .select({ one: sql`1` })
    .from(session)
    .innerJoin(account, and(eq(account.id, session.accountId), isNull(account.disabledAt)))
    .innerJoin(
      membership,
      and(
        eq(membership.clinicId, session.clinicId),
        eq(membership.accountId, session.accountId),
        eq(membership.version, mv),
        isNull(membership.disabledAt),
      ),
    )
    .where(and(isValid(sid, at), eq(session.accountId, sub), eq(session.clinicId, clinicId)))
  return rows.length === 1
}

/**
 * Go on where the token still says the truth: a write asks before; a read asks beside, and is answered only then. What the clinic shares with
 * everybody in it is believed for a minute. A token that does not is 401, so that the web app refreshes and gets the roles of now, or the
 * sign-in page.
 */
export async function whileTokenIsTrue(c: Context<Gateway>, next: () => Promise<void>): Promise<void> {
  const { action, at, claims } = c.var
  const { effect, ofClinic } = ruleOf(action)
  const token = `${claims.sid} ${claims.clinicId} ${claims.mv}`
  if (ofClinic && effect === 'read' && recentlyValid.has(token, at)) return next()
  const asked = settleWithin(budgets.read, isTrue(c.env, claims, at))
  if (effect === 'read') await next()
  const outcome = await asked
  if ('value' in outcome && outcome.value) {
    recentlyValid.note(token, at)
    if (effect === 'write') await next()
    return
  }
  recentlyValid.forget(token)
  if ('error' in outcome) log('session.unknown', { requestId: c.var.requestId, ...thrown(outcome.error) })
  const code = 'error' in outcome ? 'unavailable' : 'unauthenticated'
  if (code === 'unauthenticated') c.header('www-authenticate', 'Bearer')
  const refusal = problem(c, { code })
  // Made anew and the other taken away first: nothing of what is not to be answered may show, its headers included.
  const kept = ['content-type', 'retry-after', 'www-authenticate'].flatMap(name => {
    const value = refusal.headers.get(name)
    return value ? [[name, value] as [string, string]] : []
  })
  c.res = undefined
  c.res = new Response(refusal.body, { status: refusal.status, headers: kept })
}
