import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { IdentityContext } from '../context.ts'
import { recoveryCode, secondFactor } from '../factors/schema.ts'
import type { SigningIn } from '../sessions/create-session.ts'
import { clinicsOf } from '../sessions/finish-sign-in.ts'
import { revokeOthers } from '../sessions/revoke-other-sessions.ts'
import { askingOf, noteEvent } from '../sign-in-events.ts'
import { recoveryHash } from './recovery.ts'

/**
 * Switch a lost second factor off by the printed code that was kept for it: what an owner does for others, for whom there is no other owner.
 * Ends all sessions and the recovery codes, and tells the account's address. Of many at once, one does it.
 *
 * @returns whether it was the code.
 */
export async function switchOffByPrintedCode(
  context: IdentityContext,
  { who, code, origin }: { who: SigningIn; code: string; origin: string },
): Promise<boolean> {
  const { db, at } = context
  const { account, here } = who
  const hash = recoveryHash(account.id, code)
  // Nobody is signed in yet: the ledger names whom the password was of.
  const actor = { ...context.actor, accountId: account.id, name: account.name }
  const acting = { ...context, actor, clinicId: here.clinicId }
  const done = sql`EXISTS (SELECT 1 FROM recovery_code c WHERE c.account_id = ${account.id} AND c.code_hash = ${hash} AND c.used_at = ${at})`
  const { used } = await batch(db, {
    used: db
      .update(recoveryCode)
      .set({ usedAt: at })
      .where(
        and(
          eq(recoveryCode.accountId, account.id),
          eq(recoveryCode.codeHash, hash),
          eq(recoveryCode.kept, true),
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ accountId: recoveryCode.accountId }),
    mail: mailRow(db, 'second_factor_removed_printed', account.id, origin, at, sql`changes() = 1`),
    change: changeRow(acting, 'account', account.id, 'second_factor_removed'),
    event: eventRows(db, askingOf(acting), 'second_factor_removed', sql`a.id = ${account.id}`, done),
    sessions: revokeOthers(db, account.id, '', 'by_user', at, done),
    secondFactor: db.delete(secondFactor).where(and(eq(secondFactor.accountId, account.id), done)),
    // Last, for what goes before asks for the code's mark.
    codes: db.delete(recoveryCode).where(and(eq(recoveryCode.accountId, account.id), done)),
  })
  if (used.length === 0) return false
  await noteEvent(context, { event: 'second_factor_removed', outcome: 'ok', account, clinicIds: clinicsOf(who) })
  return true
}
