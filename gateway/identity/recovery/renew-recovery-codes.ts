import { and, eq, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import type { RecoveryCodes } from '../factors/contract.ts'
import { recoveryCode } from '../factors/schema.ts'
import { after, insertCodes, newCodes, recoveryMail, spendCode, withCode } from '../factors/second-factor.ts'
import { askingOf } from '../sign-in-events.ts'
import { recoveryHash } from './recovery.ts'

/** Ten new recovery codes, for a code, and a printed one for whom nobody else can help; the old ones stop working. Tells the account's address. */
export async function renewRecoveryCodes(
  context: IdentityContext,
  { code, client }: { code: string; client: Client },
): Promise<Result<RecoveryCodes, 'wrong_code' | 'rate_limited'>> {
  const renewed = await withCode(context, client, 'recovery_codes_renewed', sealed =>
    renew(context, sealed, code, client.origin),
  )
  return renewed.ok ? ok(renewed.value) : renewed
}

/** @returns undefined where the code was not right, or was used before. */
async function renew(
  context: IdentityContext,
  sealed: string,
  code: string,
  origin: string,
): Promise<RecoveryCodes | undefined> {
  const { at, db } = context
  const { accountId } = context.actor
  const claimed = await spendCode(context, accountId, sealed, code)
  if (!claimed) return undefined
  const codes = await newCodes(db, accountId)
  const { recoveryCodes, printedCode } = codes
  const all = [...recoveryCodes, ...(printedCode ? [printedCode] : [])]
  const kept = JSON.stringify(all.map(one => recoveryHash(accountId, one)))
  const {
    done: [done],
  } = await batch(db, {
    done: claimed.use,
    recovery: recoveryMail(db, claimed, accountId, origin, at),
    mail: mailRow(db, 'recovery_codes_renewed', accountId, origin, at, sql`changes() = 1`),
    change: changeRow(context, 'account', accountId, 'recovery_codes_renewed'),
    codes: insertCodes(db, accountId, codes),
    recoveryCode: db
      .delete(recoveryCode)
      .where(
        and(
          eq(recoveryCode.accountId, accountId),
          sql`${recoveryCode.codeHash} NOT IN (SELECT value FROM json_each(${kept}))`,
          after,
        ),
      ),
    event: eventRows(db, askingOf(context), 'recovery_codes_renewed', sql`a.id = ${accountId}`),
  })
  return done && codes
}
