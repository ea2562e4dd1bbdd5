import { and, eq, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { askingOf } from '../sign-in-events.ts'
import type { RecoveryCodes } from './contract.ts'
import { newRecoveryCodes, recoveryHash } from './recovery.ts'
import { recoveryCode } from './schema.ts'
import { after, insertCodes, spendCode, withCode } from './second-factor.ts'

/** Ten new recovery codes, for a code; the old ones stop working. */
export async function renewRecoveryCodes(
  context: IdentityContext,
  { code, client }: { code: string; client: Client },
): Promise<Result<RecoveryCodes, 'wrong_code' | 'rate_limited'>> {
  const renewed = await withCode(context, client, 'recovery_codes_renewed', sealed => renew(context, sealed, code))
  return renewed.ok ? ok({ recoveryCodes: renewed.value }) : renewed
}

/** @returns undefined where the code was not right, or was used before. */
async function renew(context: IdentityContext, sealed: string, code: string): Promise<string[] | undefined> {
  const { db } = context
  const { accountId } = context.actor
  const claimed = await spendCode(context, accountId, sealed, code)
  if (!claimed) return undefined
  const codes = newRecoveryCodes()
  const kept = JSON.stringify(codes.map(one => recoveryHash(accountId, one)))
  const {
    done: [done],
  } = await batch(db, {
    done: claimed.use,
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
