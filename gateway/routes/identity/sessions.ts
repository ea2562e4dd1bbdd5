import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { type Context, Hono } from 'hono'
import { eventRows } from '../../access-log/event-row.ts'
import { noteSignIn, type SignInEvent } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { refuse } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { SessionPage } from '../../identity/contract.ts'
import { listSessions, revokeOthers, revokeOwn } from '../../identity/sessions/sessions.ts'

/** An event of the signed-in account, for the logs of all its clinics. */
export function noteOwn(
  c: Context<Gateway>,
  event: SignInEvent['event'],
  outcome: SignInEvent['outcome'] = 'ok',
): Promise<void> {
  const { sub: id, name } = c.var.claims
  return noteSignIn(c, { event, outcome, account: { id, name }, clinicIds: [] })
}

/** Where an account is signed in. */
export const sessions = new Hono<Gateway>()
  .get('/sessions', says(byRoute('session.list'), 'Where this account is signed in', SessionPage), async c => {
    const { sub, sid } = c.var.claims
    return c.json(await listSessions(c.env, sub, sid, c.var.at))
  })
  .delete('/sessions/:id', says(byRoute('session.revoke'), 'Sign out on one device', undefined, 204), async c => {
    const ended = await revokeOwn(c.env, c.var.claims.sub, c.req.param('id'), c.var)
    if (!ended) return refuse(c, { code: 'not_found' })
    await noteOwn(c, 'session_revoked')
    return c.body(null, 204)
  })
  .delete('/sessions', says(byRoute('session.revoke_others'), 'Sign out everywhere else', undefined, 204), async c => {
    const { sub, sid } = c.var.claims
    const db = drizzle(c.env.IDENTITY_DB)
    await db.batch([
      revokeOthers(db, sub, sid, 'by_user', c.var.at),
      eventRows(db, c.var, 'session_revoked', sql`a.id = ${sub}`, sql`1`),
    ])
    await noteOwn(c, 'session_revoked')
    return c.body(null, 204)
  })
