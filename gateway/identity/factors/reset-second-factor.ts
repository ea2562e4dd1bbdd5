import { and, eq, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRow } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext, Versioned } from '../context.ts'
import { readMember } from '../members/read-member.ts'
import { membership } from '../members/schema.ts'
import { ofClinic } from '../members/view.ts'
import { revokeOthers } from '../sessions/revoke-other-sessions.ts'
import { recoveryCode, secondFactor } from './schema.ts'

type Failure = 'not_found' | 'stale' | 'own_account' | 'account_shared' | 'wrong_status'

/**
 * Take away the second factor of a member who lost it. Of an account that works nowhere else alone: what protects another clinic is not
 * this owner's to weaken. Ends all its sessions, and its owner is told by mail.
 *
 * @returns `own_account` for the owner's own, which a code switches off; `account_shared`; `wrong_status` where there is none; `not_found`,
 *   `stale`.
 */
export async function resetSecondFactor(
  context: IdentityContext,
  { id, version, client: { origin } }: Versioned & { client: Client },
): Promise<Result<null, Failure>> {
  const { actor, at, clinicId, db } = context
  const before = await readMember(context, id)
  if (!before.ok) return before
  const accountId = before.value.account.id
  if (accountId === actor.accountId) return fail('own_account')
  const hasOne = sql`EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = ${accountId} AND f.confirmed_at IS NOT NULL)`
  const elsewhere = sql`EXISTS (SELECT 1 FROM membership o
    WHERE o.account_id = ${accountId} AND o.clinic_id <> ${clinicId} AND o.disabled_at IS NULL)`
  const { done } = await batch(db, {
    done: db
      .update(membership)
      .set({ version: version + 1, updatedAt: at })
      .where(and(ofClinic(context, id), eq(membership.version, version), hasOne, sql`NOT ${elsewhere}`))
      .returning({ id: membership.id }),
    change: changeRow(context, 'membership', id, 'second_factor_removed'),
    event: eventRow(db, actor, 'second_factor_removed', id),
    mail: mailRow(db, 'second_factor_removed', accountId, origin, at, sql`changes() = 1`),
    secondFactor: db.delete(secondFactor).where(and(eq(secondFactor.accountId, accountId), sql`changes() = 1`)),
    others: revokeOthers(db, accountId, '', 'by_owner', at, sql`changes() = 1`),
    recoveryCode: db.delete(recoveryCode).where(and(eq(recoveryCode.accountId, accountId), sql`NOT ${hasOne}`)),
  })
  if (done.length === 1) return ok(null)
  const now = await readMember(context, id)
  if (!now.ok) return now
  if (now.value.version !== version) return fail('stale')
  return now.value.secondFactor ? fail('account_shared') : fail('wrong_status', { status: 'none' })
}
