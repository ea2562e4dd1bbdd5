import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { type Asking, eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { SentIfKnown } from '../accounts/contract.ts'
import { account, passwordReset } from '../accounts/schema.ts'
import { limitForgotten } from '../attempts/attempt-guard.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { askingOf, concealingTime, noteAccount } from '../sign-in-events.ts'

/** Milliseconds that a link for a new password works. */
const resetLife = 3_600_000
/** Mails that one account gets for this within an hour. */
const mailsPerHour = 5

/** Ask for a link to choose a new password. The same answer, in the same time, for an address that nobody has. */
export async function forgotPassword(
  context: IdentityContext,
  { email, client }: { email: string; client: Client },
): Promise<Result<SentIfKnown, 'rate_limited'>> {
  const place = await limitForgotten(context, client, email)
  if (!place.ok) return place
  const leaving = async () => {
    const accountId = await leaveResetLink(context.env, email, client.origin, askingOf(context))
    await noteAccount(context, { event: 'password_forgotten', outcome: 'ok' }, { accountId, email })
  }
  await concealingTime(leaving())
  return ok({ status: 'sent_if_known' })
}

/** Leave a link for a new password in the mailbox. An unknown address writes the same rows, of nobody. @returns the account, for the log. */
export async function leaveResetLink(
  { IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>,
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
