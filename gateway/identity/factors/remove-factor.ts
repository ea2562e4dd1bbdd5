import { and, eq, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import { credential } from '../accounts/schema.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { tooShort } from '../sessions/finish-sign-in.ts'
import { askingOf } from '../sign-in-events.ts'
import { recoveryCode, secondFactor } from './schema.ts'
import { after, recoveryMail, requiredBy, spendCode, withCode } from './second-factor.ts'

/**
 * Turn the own second factor off, with a code; tells the account's address.
 *
 * @returns `second_factor_required` where a clinic asks for it, `password_too_short` where the password was chosen beside it; `wrong_code`,
 *   `rate_limited`.
 */
export async function removeFactor(
  context: IdentityContext,
  { code, client }: { code: string; client: Client },
): Promise<Result<null, 'second_factor_required' | 'password_too_short' | 'wrong_code' | 'rate_limited'>> {
  const { db, actor } = context
  const clinics = await requiredBy(db, actor.accountId)
  if (clinics.length > 0) return fail('second_factor_required', { clinicIds: clinics.map(one => one.id) })
  const [password] = await db
    .select({ alone: credential.standsAlone })
    .from(credential)
    .where(eq(credential.accountId, actor.accountId))
  if (password && !password.alone) return tooShort
  const removed = await withCode(context, client, 'second_factor_removed', sealed =>
    remove(context, sealed, code, client.origin),
  )
  return removed.ok ? ok(null) : removed
}

/** @returns undefined where the code was not right, or was used before. */
async function remove(
  context: IdentityContext,
  sealed: string,
  code: string,
  origin: string,
): Promise<true | undefined> {
  const { at, db } = context
  const { accountId } = context.actor
  const claimed = await spendCode(context, accountId, sealed, code)
  if (!claimed) return undefined
  const {
    done: [done],
  } = await batch(db, {
    done: claimed.use,
    recovery: recoveryMail(db, claimed, accountId, origin, at),
    mail: mailRow(db, 'second_factor_removed_own', accountId, origin, at, sql`changes() = 1`),
    secondFactor: db.delete(secondFactor).where(and(eq(secondFactor.accountId, accountId), after)),
    change: changeRow(context, 'account', accountId, 'second_factor_removed'),
    recoveryCode: db.delete(recoveryCode).where(and(eq(recoveryCode.accountId, accountId), after)),
    event: eventRows(db, askingOf(context), 'second_factor_removed', sql`a.id = ${accountId}`),
  })
  return done && true
}
