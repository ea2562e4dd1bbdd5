import { and, eq, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { budgets, settleWithin } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import { may, ruleOf } from '#shared/permissions'
import type { Gateway } from '../../gateway.ts'
import { problem } from '../../http/problem.ts'
import { account, clinic } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import { openAt } from '../relations/opening.ts'
import { RecentlyValid } from '../session-validity/recently-valid.ts'
import { isValid } from '../session-validity/session-validity.ts'
import { session } from '../sessions/schema.ts'
import type { AccessClaims } from '../sessions/token.ts'
import { isFresh, provedAt } from '../step-up/proof.ts'

interface Standing {
  /** When the session's password or code was last given, Unix milliseconds. */
  proved: number
  /** Whether the clinic asks for a fresh proof before a note is signed. */
  signingAsks: number
  /** The patients whose record is open to who works in it. */
  opened: string[]
}

/** Whether the action asks for a fresh proof that the session lacks. A role that may not do it anyway is told that, by the verb. */
function lacksProof(
  { action, actor, at }: Gateway['Variables'],
  { proved, signingAsks }: Pick<Standing, 'proved' | 'signingAsks'>,
): boolean {
  const { stepUp } = ruleOf(action)
  const asks = stepUp === 'always' || (stepUp === 'to_sign' && signingAsks === 1)
  return asks && may(actor.roles, action) !== false && !isFresh(proved, at)
}

const recentlyValid = new RecentlyValid()

/**
 * Whether the token still says the truth, and when its session last proved who works in it: the session neither ended nor idle and still in
 * this clinic, the account not disabled, the membership not disabled, removed or changed. One read of four rows by their keys, and of the
 * relations whose record is open by now; undefined where it does not.
 */
async function standOf(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  { sid, sub, clinicId, mv }: AccessClaims,
  at: number,
): Promise<Standing | undefined> {
  const [row] = await drizzle(env.IDENTITY_DB)
    .select({
      proved: provedAt,
      signingAsks: sql<number>`coalesce(${clinic.stepUpToSign}, 0)`,
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
    .leftJoin(clinic, eq(clinic.id, session.clinicId))
    .where(and(isValid(sid, at), eq(session.accountId, sub), eq(session.clinicId, clinicId)))
  // What the subquery above makes.
  return row && { ...row, opened: JSON.parse(row.opened) as string[] }
}

/** The ids that only relations reach whose record is not open. */
function stillClosed(waiting: NonNullable<AccessClaims['waiting']>, opened: string[]): string[] {
  const those = Object.entries(waiting)
  const open = new Set(those.filter(([of]) => opened.includes(of)).flatMap(([, ids]) => ids))
  return those.flatMap(([, ids]) => ids).filter(id => !open.has(id))
}

/**
 * Go on where the token still says the truth: a write asks before; a read asks beside, and is answered only then. What the clinic shares with
 * everybody in it is believed for a minute. A token that does not is 401, so that the web app refreshes and gets the roles of now, or the
 * sign-in page.
 */
export async function whileTokenIsTrue(c: Context<Gateway>, next: () => Promise<void>): Promise<void> {
  const { action, at, claims } = c.var
  const { effect, ofClinic, stepUp } = ruleOf(action)
  const token = `${claims.sid} ${claims.clinicId} ${claims.mv}`
  if (ofClinic && effect === 'read' && recentlyValid.has(token, at)) return next()
  const asked = settleWithin(budgets.read, standOf(c.env, claims, at))
  // Where a record may have opened since the token was made, even a read asks first.
  const beside = effect === 'read' && !stepUp && claims.waiting === undefined
  if (beside) await next()
  const outcome = await asked
  if ('value' in outcome && outcome.value) {
    recentlyValid.note(token, at)
    if (claims.waiting)
      c.set('actor', { ...c.var.actor, recordClosed: stillClosed(claims.waiting, outcome.value.opened) })
    if (lacksProof(c.var, outcome.value)) c.res = problem(c, { code: 'step_up_required' })
    else if (!beside) await next()
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
