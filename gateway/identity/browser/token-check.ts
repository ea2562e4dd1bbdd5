import { and, eq, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { budgets, settleWithin } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import type { Gateway } from '../../gateway.ts'
import { problem } from '../../http/problem.ts'
import { account } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import { openAt } from '../relations/opening.ts'
import { session } from '../sessions/schema.ts'
import { isValid } from '../sessions/session-validity.ts'
import type { AccessClaims } from '../sessions/token.ts'

/**
 * Whether the token still says the truth. It is believed for ten minutes, but a write, and a read of somebody's record, asks: the session
 * neither ended nor idle and still in this clinic, the account not disabled, the membership not disabled, removed or changed. One read of
 * three rows by their keys, and of the relations whose record is open by now.
 */
async function isTrue(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  { sid, sub, clinicId, mv }: AccessClaims,
  at: number,
): Promise<{ opened: string[] } | undefined> {
  const [row, ...others] = await drizzle(env.IDENTITY_DB)
    .select({
      opened: sql<string>`(SELECT json_group_array(o.patient_id) FROM stands_for o WHERE o.clinic_id = ${membership.clinicId}
        AND o.membership_id = ${membership.id} AND o.ended_at IS NULL AND ${openAt(at, 'o')})`,
    })
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
  // What the subquery above makes.
  return row && others.length === 0 ? { opened: JSON.parse(row.opened) as string[] } : undefined
}

/** The ids that only relations reach whose record is not open. */
function stillClosed(waiting: NonNullable<AccessClaims['waiting']>, opened: string[]): string[] {
  const those = Object.entries(waiting)
  const open = new Set(those.filter(([of]) => opened.includes(of)).flatMap(([, ids]) => ids))
  return those.flatMap(([, ids]) => ids).filter(id => !open.has(id))
}

/**
 * Go on where the token still says the truth: a write asks before, a read beside, and is answered only then. A token that does not is
 * 401, so that the web app refreshes and gets the roles of now, or the sign-in page.
 */
export async function whileTokenIsTrue(
  c: Context<Gateway>,
  effect: 'read' | 'write',
  next: () => Promise<void>,
): Promise<void> {
  const { claims } = c.var
  const asked = settleWithin(budgets.read, isTrue(c.env, claims, c.var.at))
  // Where a record may have opened since the token was made, even a read asks first.
  const first = effect === 'write' || claims.waiting !== undefined
  if (!first) await next()
  const outcome = await asked
  if ('value' in outcome && outcome.value) {
    if (claims.waiting)
      c.set('actor', { ...c.var.actor, recordClosed: stillClosed(claims.waiting, outcome.value.opened) })
    if (first) await next()
    return
  }
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
