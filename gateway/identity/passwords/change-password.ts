import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { ChangePassword } from '../accounts/contract.ts'
import { account, credential } from '../accounts/schema.ts'
import { guessOf } from '../attempts/attempt-guard.ts'
import { forget } from '../attempts/attempt-limits.ts'
import { checkPassword } from '../attempts/check-password.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { session } from '../sessions/schema.ts'
import { ownSession } from '../sessions/session-state.ts'
import { askingOf, noteAccount } from '../sign-in-events.ts'
import { hashPassword } from './password.ts'
import { goodEnough, secondFactorSet, standsAlone, wordsAround } from './password-rules.ts'

type ChangeFailure = 'unauthenticated' | 'wrong_password' | 'weak_password' | 'rate_limited'

/** Change the own password; a refusal leaves its event, too. */
export async function changePassword(
  context: IdentityContext,
  input: ChangePassword & { client: Client },
): Promise<Result<null, ChangeFailure>> {
  const changed = await change(context, input)
  const outcome = changed.ok ? 'ok' : changed.code
  await noteAccount(context, { event: 'password_changed', outcome }, { accountId: context.actor.accountId })
  return changed
}

/** By the present password, which counts as an attempt like any guess at sign-in. The other devices are signed out. */
async function change(
  context: IdentityContext,
  { current, next, client }: ChangePassword & { client: Client },
): Promise<Result<null, ChangeFailure>> {
  const { env, at, db, actor } = context
  const { accountId } = actor
  const [who] = await db
    .select({ email: account.email, changedAt: credential.changedAt, factor: secondFactorSet })
    .from(account)
    .leftJoin(credential, eq(credential.accountId, account.id))
    .where(and(eq(account.id, accountId), isNull(account.disabledAt)))
  if (!who) return fail('unauthenticated')
  const good = await goodEnough(db, next, who.factor !== null, await wordsAround(db, accountId))
  if (!good.ok) return good
  const { windows, hashing } = guessOf(env, client, who.email)
  const guess = { windows, hashing: { ...hashing, known: true } }
  const checked = await checkPassword(env, { email: who.email, password: current }, guess, at)
  if (!checked.ok) return checked.refusal.code === 'rate_limited' ? checked.refusal : fail('wrong_password')
  const passwordHash = await hashPassword(next, guess.hashing)
  const { changed } = await batch(db, {
    changed: db
      .update(credential)
      .set({ passwordHash, changedAt: at, standsAlone: standsAlone(next) })
      .where(and(eq(credential.accountId, accountId), sql`${credential.changedAt} IS ${who.changedAt}`))
      .returning({ id: credential.accountId }),
    mail: mailRow(db, 'password_changed', accountId, client.origin, at, sql`changes() = 1`),
    session: db
      .update(session)
      .set({ revokedAt: at, revokedFor: 'password_changed' })
      .where(
        and(
          eq(session.accountId, accountId),
          ne(session.id, ownSession(context)),
          isNull(session.revokedAt),
          sql`changes() = 1`,
        ),
      ),
    forget: forget(db, windows[0].subject),
    event: eventRows(
      db,
      askingOf(context),
      'password_changed',
      sql`a.id = ${accountId}`,
      sql`EXISTS (SELECT 1 FROM credential c WHERE c.account_id = ${accountId} AND c.password_hash = ${passwordHash})`,
    ),
  })
  // Somebody changed it in between: the present one is another by now.
  return changed.length === 1 ? ok(null) : fail('wrong_password')
}
