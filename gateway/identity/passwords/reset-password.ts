import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import { readLink } from '../accounts/links.ts'
import { account, credential, passwordReset } from '../accounts/schema.ts'
import { guessOf } from '../attempts/attempt-guard.ts'
import { accountWindow, forget } from '../attempts/attempt-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { session } from '../sessions/schema.ts'
import { askingOf, noteAccount } from '../sign-in-events.ts'
import { hashPassword } from './password.ts'
import { goodEnough, secondFactorSet, standsAlone, wordsAround } from './password-rules.ts'

/** Choose a new password by a mailed link; ends all sessions. */
export async function resetPassword(
  context: IdentityContext,
  { token, password, client }: { token: string; password: string; client: Client },
): Promise<Result<null, 'link_invalid' | 'weak_password'>> {
  const link = readLink(context.env, token)
  if (link?.kind !== 'password_reset') return fail('link_invalid')
  const set = await setPassword(context, { id: link.id, password }, client)
  if (!set.ok) return set
  await noteAccount(context, { event: 'password_reset', outcome: 'ok' }, { accountId: set.value })
  return ok(null)
}

/**
 * Choose a new password by a mailed link, once. It ends all sessions, and what was counted against the account.
 *
 * @returns the account whose password it is; `link_invalid` or `weak_password`.
 */
async function setPassword(
  context: IdentityContext,
  { id, password }: { id: string; password: string },
  client: Client,
): Promise<Result<string, 'link_invalid' | 'weak_password'>> {
  const { env, at, db } = context
  const usable = and(eq(passwordReset.id, id), isNull(passwordReset.usedAt), gt(passwordReset.expiresAt, at))
  const [who] = await db
    .select({ id: account.id, email: account.email, factor: secondFactorSet })
    .from(passwordReset)
    .innerJoin(account, and(eq(account.id, passwordReset.accountId), isNull(account.disabledAt)))
    .where(usable)
  if (!who) return fail('link_invalid')
  const good = await goodEnough(db, password, who.factor !== null, await wordsAround(db, who.id))
  if (!good.ok) return good
  const passwordHash = await hashPassword(password, guessOf(env, client, who.email).hashing)
  const done = sql`EXISTS (SELECT 1 FROM password_reset r WHERE r.id = ${id} AND r.used_at = ${at})`
  const { used } = await batch(db, {
    used: db.update(passwordReset).set({ usedAt: at }).where(usable).returning({ id: passwordReset.id }),
    credential: db
      .update(credential)
      .set({ passwordHash, changedAt: at, standsAlone: standsAlone(password) })
      .where(and(eq(credential.accountId, who.id), sql`changes() = 1`)),
    mail: mailRow(db, 'password_changed', who.id, client.origin, at, sql`changes() = 1`),
    session: db
      .update(session)
      .set({ revokedAt: at, revokedFor: 'password_changed' })
      .where(and(eq(session.accountId, who.id), isNull(session.revokedAt), sql`changes() = 1`)),
    // The links before this one are of no more use to anybody.
    passwordReset: db
      .update(passwordReset)
      .set({ usedAt: at })
      .where(and(eq(passwordReset.accountId, who.id), isNull(passwordReset.usedAt), done)),
    forget: forget(db, accountWindow(who.email, undefined, 0).subject),
    event: eventRows(db, askingOf(context), 'password_reset', sql`a.id = ${who.id}`, done),
  })
  return used.length === 1 ? ok(who.id) : fail('link_invalid')
}
