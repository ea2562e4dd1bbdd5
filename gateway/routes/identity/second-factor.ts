import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { type Context, Hono } from 'hono'
import { batch } from '#shared/database/batch'
import { eventRow } from '../../access-log/event-row.ts'
import { noteSignIn, type SignInEvent } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { refuse } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { problem } from '../../http/problem.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { MfaCode, MfaState, RecoveryCodes, SecondFactorPolicy, TotpSecret } from '../../identity/contract.ts'
import {
  after,
  confirming,
  factorOf,
  remove,
  renewCodes,
  requiredBy,
  setUp,
  stateOf,
} from '../../identity/factors/second-factor.ts'
import { account, clinic, credential, session } from '../../identity/schema.ts'
import { guessedRight, guessing } from '../../identity/sessions/attempt-guard.ts'
import { tooShort } from '../../identity/sessions/finish-sign-in.ts'
import { revokeOthers } from '../../identity/sessions/sessions.ts'
import { noteOwn } from './sessions.ts'

/** The second factor of the account that is signed in, and whether the clinic asks for one. */
export const secondFactor = new Hono<Gateway>()
  .get('/mfa', says(byRoute('factor.read'), 'The own second factor', MfaState), async c =>
    c.json(await stateOf(c.env, c.var.claims.sub)),
  )
  .post(
    '/mfa/totp',
    says(byRoute('factor.set_up'), 'A new secret to scan; nothing holds until a code confirms it', TotpSecret),
    async c => {
      const { sub } = c.var.claims
      const [who] = await drizzle(c.env.IDENTITY_DB).select().from(account).where(eq(account.id, sub))
      if (!who) return refuse(c, { code: 'unauthenticated' })
      const result = await setUp(c.env, who, c.var.at)
      return result.ok ? c.json(result.value) : refuse(c, result)
    },
  )
  .post(
    '/mfa/totp/confirm',
    says(byRoute('factor.confirm'), 'Turn it on by its first code; signs out everywhere else', RecoveryCodes),
    body(MfaCode),
    async c => {
      const { sub, sid } = c.var.claims
      const { at } = c.var
      const db = drizzle(c.env.IDENTITY_DB)
      const result = await confirming(c.env, sub, c.req.valid('json').code, c.var)
      if (!result.ok) return refuse(c, result)
      const { statements, codes } = result.value
      const passed = and(eq(session.id, sid), eq(session.accountId, sub))
      const { done } = await batch(db, {
        ...statements,
        session: db.update(session).set({ secondFactorAt: at }).where(and(passed, after)),
        others: revokeOthers(db, sub, sid, 'by_user', at, after),
      })
      if (done.length === 0) return problem(c, { code: 'wrong_code' }) as never
      await noteOwn(c, 'second_factor_set')
      return c.json({ recoveryCodes: codes })
    },
  )
  .post(
    '/mfa/totp/remove',
    says(byRoute('factor.remove'), 'Turn it off, with a code', undefined, 204),
    body(MfaCode),
    async c => {
      const { sub } = c.var.claims
      const db = drizzle(c.env.IDENTITY_DB)
      const clinics = await requiredBy(db, sub)
      if (clinics.length > 0) {
        return refuse(c, { code: 'second_factor_required', details: { clinicIds: clinics.map(one => one.id) } })
      }
      const [password] = await db
        .select({ alone: credential.standsAlone })
        .from(credential)
        .where(eq(credential.accountId, sub))
      if (password && !password.alone) return refuse(c, tooShort)
      const outcome = await withCode(c, 'second_factor_removed', (sealed, code) =>
        remove(c.env, sub, sealed, code, c.var),
      )
      if (outcome instanceof Response) return outcome as never
      return c.body(null, 204)
    },
  )
  .post(
    '/mfa/recovery-codes',
    says(
      byRoute('factor.renew_recovery_codes'),
      'Ten new recovery codes, for a code; the old ones stop working',
      RecoveryCodes,
    ),
    body(MfaCode),
    async c => {
      const outcome = await withCode(c, 'recovery_codes_renewed', (sealed, code) =>
        renewCodes(c.env, c.var.claims.sub, sealed, code, c.var),
      )
      if (outcome instanceof Response) return outcome as never
      return c.json({ recoveryCodes: outcome })
    },
  )
  .get(
    '/policy',
    says(byRoute('sign_in_policy.read'), 'Whether this clinic asks its staff for a second factor', SecondFactorPolicy),
    async c => {
      const [found] = await drizzle(c.env.IDENTITY_DB)
        .select({ requireSecondFactor: clinic.requireSecondFactor })
        .from(clinic)
        .where(eq(clinic.id, c.var.actor.clinicId))
      return found ? c.json(found) : refuse(c, { code: 'not_found' })
    },
  )
  .put(
    '/policy',
    says(
      byRoute('sign_in_policy.change'),
      'Ask the staff for a second factor; who has none sets it up at the next refresh',
      SecondFactorPolicy,
    ),
    body(SecondFactorPolicy),
    async c => {
      const { actor } = c.var
      const db = drizzle(c.env.IDENTITY_DB)
      const { requireSecondFactor } = c.req.valid('json')
      // Who asks others for one has one: nobody shuts themselves out of the page that takes it back.
      const [own] = requireSecondFactor ? await factorOf(db, actor.accountId) : []
      if (requireSecondFactor && !own?.confirmedAt) {
        return refuse(c, { code: 'second_factor_required', details: { clinicIds: [actor.clinicId] } })
      }
      const {
        changed: [changed],
      } = await batch(db, {
        changed: db
          .update(clinic)
          .set({ requireSecondFactor })
          .where(eq(clinic.id, actor.clinicId))
          .returning({ requireSecondFactor: clinic.requireSecondFactor }),
        event: eventRow(db, actor, 'sign_in_policy_changed', actor.clinicId),
      })
      if (!changed) return problem(c, { code: 'not_found' }) as never
      const { sub: id, name, clinicId } = c.var.claims
      await noteSignIn(c, {
        event: 'sign_in_policy_changed',
        outcome: 'ok',
        account: { id, name },
        clinicIds: [clinicId],
        objectId: clinicId,
      })
      return c.json(changed)
    },
  )

/**
 * Do what needs a code of the own second factor, and note it. A wrong one counts like a wrong password at sign-in.
 *
 * @returns what it makes, or the answer that refuses: 429, or 422 `wrong_code`.
 */
async function withCode<T>(
  c: Context<Gateway, string, { out: { json: { code: string } } }>,
  event: SignInEvent['event'],
  use: (sealed: string, code: string) => Promise<T>,
): Promise<NonNullable<T> | Response> {
  const [factor] = await factorOf(drizzle(c.env.IDENTITY_DB), c.var.claims.sub)
  if (!factor?.confirmedAt) return problem(c, { code: 'wrong_code' })
  const refused = await guessing(c, factor.email)
  if (refused) return refused
  const made = await use(factor.secret, c.req.valid('json').code)
  await noteOwn(c, event, made ? 'ok' : 'wrong_code')
  if (!made) return problem(c, { code: 'wrong_code' })
  await guessedRight(c, factor.email)
  return made
}
