import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { revokeOthers } from '../sessions/revoke-other-sessions.ts'
import { session } from '../sessions/schema.ts'
import { ownSession } from '../sessions/session-state.ts'
import { askingOf, noteOwn } from '../sign-in-events.ts'
import type { RecoveryCodes } from './contract.ts'
import { unseal } from './encryption.ts'
import { secondFactor } from './schema.ts'
import { after, factorOf, insertCodes, newCodes } from './second-factor.ts'
import { stepOf } from './totp.ts'

/** Turn the own second factor on by its first code; signs out everywhere else, and tells the account's address. This session has passed it by that. */
export async function confirmFactor(
  context: IdentityContext,
  { code, client }: { code: string; client: Client },
): Promise<Result<RecoveryCodes, 'already_enabled' | 'wrong_code'>> {
  const { db, at, actor } = context
  const { accountId } = actor
  const confirming = await confirmStatements(context, accountId, code, client.origin)
  if (!confirming.ok) return confirming
  const own = ownSession(context)
  const { done } = await batch(db, {
    ...confirming.value.statements,
    session: db
      .update(session)
      .set({ secondFactorAt: at })
      .where(and(eq(session.id, own), eq(session.accountId, accountId), after)),
    others: revokeOthers(db, accountId, own, 'by_user', at, after),
  })
  if (done.length === 0) return fail('wrong_code')
  await noteOwn(context, 'second_factor_set')
  return ok(confirming.value.codes)
}

/**
 * Turn on what `newFactor` made, by its first code. For the caller's batch: `done` returns a row where it is done, and what follows `event` may be guarded by `changes() > 0`.
 *
 * @returns the statements with the recovery codes to show; or `wrong_code`, or `already_enabled`.
 */
export async function confirmStatements(context: IdentityContext, accountId: string, code: string, origin: string) {
  const { env, at, db } = context
  const [factor] = await factorOf(db, accountId)
  if (factor?.confirmedAt) return fail('already_enabled')
  const secret = factor && (await unseal(env, accountId, factor.secret))
  const step = secret && stepOf(secret, code.replace(/[ -]/g, ''), at)
  if (!factor || !step) return fail('wrong_code')
  const codes = await newCodes(db, accountId)
  const statements = {
    done: db
      .update(secondFactor)
      .set({ confirmedAt: at, lastStep: step })
      .where(
        and(
          eq(secondFactor.accountId, accountId),
          isNull(secondFactor.confirmedAt),
          eq(secondFactor.secret, factor.secret),
        ),
      )
      .returning({ accountId: secondFactor.accountId }),
    mail: mailRow(db, 'second_factor_added', accountId, origin, at, sql`changes() = 1`),
    change: changeRow(context, 'account', accountId, 'second_factor_set'),
    codes: insertCodes(db, accountId, codes),
    event: eventRows(db, askingOf(context), 'second_factor_set', sql`a.id = ${accountId}`),
  }
  return ok({ codes, statements })
}
