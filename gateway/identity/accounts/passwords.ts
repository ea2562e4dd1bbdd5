import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { type Asking, eventRows } from '../../access-log/event-row.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { ChangePassword } from '../contract.ts'
import { account, credential, passwordReset, session } from '../schema.ts'
import { accountWindow, forget, type Window } from '../sessions/attempt-limits.ts'
import { checkPassword } from '../sessions/login.ts'
import { hashPassword } from './password.ts'
import { goodEnough, standsAlone } from './password-rules.ts'

/** Milliseconds that a link for a new password works. */
const resetLife = 3_600_000
/** Mails that one account gets for this within an hour. */
const mailsPerHour = 5

type Identity = Pick<GatewayEnv, 'IDENTITY_DB'>
/** Whether an account has set up a second factor: a password beside one may be shorter. */
const secondFactorSet = sql<number | null>`(SELECT confirmed_at FROM second_factor WHERE account_id = ${account.id})`

/** Leave a link for a new password in the mailbox. An unknown address writes the same rows, of nobody. @returns the account, for the log. */
export async function forgotPassword(
  { IDENTITY_DB }: Identity,
  email: string,
  origin: string,
  asking: Asking,
): Promise<string | undefined> {
  const { at } = asking
  const db = drizzle(IDENTITY_DB)
  const id = newId('password_reset')
  const wanted = sql`(SELECT a.id FROM account a WHERE a.email = ${email} AND a.disabled_at IS NULL
    AND (SELECT count(*) FROM password_reset r WHERE r.account_id = a.id AND r.created_at > ${at - 3_600_000}) < ${mailsPerHour})`
  const {
    who: [who],
  } = await batch(db, {
    passwordReset: db.insert(passwordReset).values({ id, accountId: wanted, createdAt: at, expiresAt: at + resetLife }),
    mail: mailRow(db, 'password_reset', id, origin, at),
    who: db.select({ id: account.id }).from(account).where(eq(account.email, email)),
    event: eventRows(db, asking, 'password_forgotten', sql`a.email = ${email}`, sql`1`),
  })
  return who?.id
}

/**
 * Choose a new password by a mailed link, once. It ends all sessions, and what was counted against the account.
 *
 * @returns the account whose password it is; `link_invalid` or `weak_password`.
 */
export async function resetPassword(
  env: Identity,
  { id, password }: { id: string; password: string },
  origin: string,
  asking: Asking,
): Promise<Result<string, 'link_invalid' | 'weak_password'>> {
  const { at } = asking
  const db = drizzle(env.IDENTITY_DB)
  const usable = and(eq(passwordReset.id, id), isNull(passwordReset.usedAt), gt(passwordReset.expiresAt, at))
  const [who] = await db
    .select({ id: account.id, email: account.email, factor: secondFactorSet })
    .from(passwordReset)
    .innerJoin(account, and(eq(account.id, passwordReset.accountId), isNull(account.disabledAt)))
    .where(usable)
  if (!who) return fail('link_invalid')
  const good = await goodEnough(db, password, who.factor !== null)
  if (!good.ok) return good
  const passwordHash = await hashPassword(password)
  const done = sql`EXISTS (SELECT 1 FROM password_reset r WHERE r.id = ${id} AND r.used_at = ${at})`
  const { used } = await batch(db, {
    used: db.update(passwordReset).set({ usedAt: at }).where(usable).returning({ id: passwordReset.id }),
    credential: db
      .update(credential)
      .set({ passwordHash, changedAt: at, standsAlone: standsAlone(password) })
      .where(and(eq(credential.accountId, who.id), sql`changes() = 1`)),
    mail: mailRow(db, 'password_changed', who.id, origin, at, sql`changes() = 1`),
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
    event: eventRows(db, asking, 'password_reset', sql`a.id = ${who.id}`, done),
  })
  return used.length === 1 ? ok(who.id) : fail('link_invalid')
}

export interface ChangeContext {
  env: Identity
  accountId: string
  sessionId: string
  /** What a guess at this address's password counts against, the account's own window first. */
  windows: (email: string) => [Window, ...Window[]]
  origin: string
  asking: Asking
}

/**
 * Change the own password, by the present one, which counts on the brake of sign-in like any guess. The other devices are signed out.
 *
 * @returns `wrong_password`, `weak_password`, or `rate_limited` with the seconds to wait.
 */
export async function changePassword(
  { env, accountId, sessionId, windows, origin, asking }: ChangeContext,
  { current, next }: ChangePassword,
): Promise<
  | Result<null, 'unauthenticated' | 'wrong_password' | 'weak_password'>
  | { ok: false; code: 'rate_limited'; retryAfter?: number }
> {
  const { at } = asking
  const db = drizzle(env.IDENTITY_DB)
  const [who] = await db
    .select({ email: account.email, hash: credential.passwordHash, factor: secondFactorSet })
    .from(account)
    .leftJoin(credential, eq(credential.accountId, account.id))
    .where(and(eq(account.id, accountId), isNull(account.disabledAt)))
  if (!who) return fail('unauthenticated')
  const good = await goodEnough(db, next, who.factor !== null)
  if (!good.ok) return good
  const counted = windows(who.email)
  const checked = await checkPassword(env, { email: who.email, password: current }, counted, at)
  if (!checked.ok) {
    return checked.code === 'rate_limited'
      ? { ok: false, code: checked.code, retryAfter: checked.retryAfter }
      : fail('wrong_password')
  }
  const passwordHash = await hashPassword(next)
  const { changed } = await batch(db, {
    changed: db
      .update(credential)
      .set({ passwordHash, changedAt: at, standsAlone: standsAlone(next) })
      .where(and(eq(credential.accountId, accountId), eq(credential.passwordHash, who.hash ?? '')))
      .returning({ id: credential.accountId }),
    mail: mailRow(db, 'password_changed', accountId, origin, at, sql`changes() = 1`),
    session: db
      .update(session)
      .set({ revokedAt: at, revokedFor: 'password_changed' })
      .where(
        and(eq(session.accountId, accountId), ne(session.id, sessionId), isNull(session.revokedAt), sql`changes() = 1`),
      ),
    forget: forget(db, counted[0].subject),
    event: eventRows(
      db,
      asking,
      'password_changed',
      sql`a.id = ${accountId}`,
      sql`EXISTS (SELECT 1 FROM credential c WHERE c.account_id = ${accountId} AND c.password_hash = ${passwordHash})`,
    ),
  })
  // Somebody changed it in between: the present one is another by now.
  return changed.length === 1 ? ok(null) : fail('wrong_password')
}
