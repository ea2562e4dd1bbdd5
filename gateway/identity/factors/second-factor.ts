import { and, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { insertFrom } from '#shared/database/insert-where'
import { fail, ok, type Result } from '#shared/result'
import type { SignInEvent } from '../../access-log/identity-events/sign-in-event.ts'
import { mailRow } from '../../mail/outbox.ts'
import { account, clinic } from '../accounts/schema.ts'
import { forgetCodes, limitCodes } from '../attempts/attempt-guard.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { membership } from '../members/schema.ts'
import { newPrintedCode, newRecoveryCodes, recoveryHash } from '../recovery/recovery.ts'
import { noteOwn } from '../sign-in-events.ts'
import type { RecoveryCodes } from './contract.ts'
import { unseal } from './encryption.ts'
import { recoveryCode, secondFactor } from './schema.ts'
import { stepOf } from './totp.ts'

/** Where the statement before it in the batch changed something. */
export const after = sql`changes() > 0`

/** The second factor of an account, whether confirmed or not, for the caller's batch. */
export function factorOf(db: DrizzleD1Database, accountId: string) {
  return db
    .select({
      secret: secondFactor.secret,
      confirmedAt: secondFactor.confirmedAt,
      email: account.email,
    })
    .from(secondFactor)
    .innerJoin(account, and(eq(account.id, secondFactor.accountId), isNull(account.disabledAt)))
    .where(eq(secondFactor.accountId, accountId))
}

/**
 * The statement that uses up a code, for the caller's batch: it returns a row for whoever uses the code first, and nothing for anybody else,
 * however many try at once. What follows it is guarded by `changes() > 0`.
 *
 * @param code six digits, or a recovery code.
 * @returns whether it is a recovery code; undefined for digits that are not a code of now. The statement is wrapped, for awaiting it would run it.
 */
export async function spendCode(
  { env, at }: Pick<IdentityContext, 'env' | 'at'>,
  accountId: string,
  sealed: string,
  code: string,
) {
  const db = drizzle(env.IDENTITY_DB)
  const digits = code.replace(/[ -]/g, '')
  if (!/^\d{6}$/.test(digits)) {
    const use = db
      .update(recoveryCode)
      .set({ usedAt: at })
      .where(
        and(
          eq(recoveryCode.accountId, accountId),
          eq(recoveryCode.codeHash, recoveryHash(accountId, code)),
          eq(recoveryCode.kept, false),
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ accountId: recoveryCode.accountId })
    return { use, recovery: true }
  }
  const secret = await unseal(env, accountId, sealed)
  const step = secret && stepOf(secret, digits, at)
  if (!step) return undefined
  const use = db
    .update(secondFactor)
    .set({ lastStep: step })
    .where(
      and(eq(secondFactor.accountId, accountId), isNotNull(secondFactor.confirmedAt), lt(secondFactor.lastStep, step)),
    )
    .returning({ accountId: secondFactor.accountId })
  return { use, recovery: false }
}

/** New codes where the statement before changed something, for the caller's batch. */
export function insertCodes(db: DrizzleD1Database, accountId: string, { recoveryCodes, printedCode }: RecoveryCodes) {
  const row = (kept: 0 | 1) => (code: string) => ({ hash: recoveryHash(accountId, code), kept })
  const rows = [...recoveryCodes.map(row(0)), ...(printedCode ? [printedCode] : []).map(row(1))]
  return insertFrom(
    db,
    recoveryCode,
    { accountId, codeHash: sql`value ->> 'hash'`, kept: sql`value ->> 'kept'` },
    sql`FROM json_each(${JSON.stringify(rows)}) WHERE ${after}`,
  )
}

/** Ten codes, and one to print for whom nobody else could switch a lost second factor off. */
export async function newCodes(db: DrizzleD1Database, accountId: string): Promise<RecoveryCodes> {
  const [who] = await ownerCanHelp(db, accountId)
  return { recoveryCodes: newRecoveryCodes(), ...(who?.helped ? {} : { printedCode: newPrintedCode() }) }
}

/**
 * Whether an owner can take the second factor away when it is lost, as `resetSecondFactor` does: another one than the account itself, and of
 * the only clinic that it belongs to. For the caller's batch.
 */
export function ownerCanHelp(db: DrizzleD1Database, accountId: string) {
  const helped = sql<number>`((SELECT count(*) FROM membership m WHERE m.account_id = ${accountId} AND m.disabled_at IS NULL) = 1
    AND EXISTS (SELECT 1 FROM membership m
      JOIN membership o ON o.clinic_id = m.clinic_id AND o.roles <> '["patient"]' AND o.account_id <> m.account_id
      WHERE m.account_id = ${accountId} AND m.disabled_at IS NULL AND o.disabled_at IS NULL
        AND EXISTS (SELECT 1 FROM json_each(o.roles) r WHERE r.value = 'owner')))`
  return db.select({ helped }).from(account).where(eq(account.id, accountId))
}

/** The mail about a recovery code that was used, where it was one; right after the statement that used it, for the caller's batch. */
export function recoveryMail(
  db: DrizzleD1Database,
  { recovery }: { recovery: boolean },
  accountId: string,
  origin: string,
  at: number,
) {
  return recovery ? [mailRow(db, 'recovery_code_used', accountId, origin, at, sql`changes() = 1`)] : []
}

/** Names of the clinics that ask this account for a second factor, for the caller's batch. */
export function requiredBy(db: DrizzleD1Database, accountId: string | SQL) {
  return db
    .select({ id: clinic.id, name: clinic.name })
    .from(membership)
    .innerJoin(clinic, and(eq(clinic.id, membership.clinicId), eq(clinic.requireSecondFactor, true)))
    .where(
      and(
        eq(membership.accountId, accountId),
        isNull(membership.disabledAt),
        sql`${membership.roles} <> '["patient"]'`,
      ),
    )
    .orderBy(clinic.name)
}

/**
 * Do what needs a code of the own second factor, and note it. A wrong one counts like a wrong code at sign-in.
 *
 * @param use what is done with the sealed secret; undefined where the code was not right, or was used before.
 */
export async function withCode<T>(
  context: IdentityContext,
  client: Client,
  event: SignInEvent['event'],
  use: (sealed: string) => Promise<T | undefined>,
): Promise<Result<T, 'wrong_code' | 'rate_limited'>> {
  const [factor] = await factorOf(context.db, context.actor.accountId)
  if (!factor?.confirmedAt) return fail('wrong_code')
  const places = await limitCodes(context, client, factor.email)
  if (!places.ok) return places
  const made = await use(factor.secret)
  await noteOwn(context, event, made === undefined ? 'wrong_code' : 'ok')
  if (made === undefined) return fail('wrong_code')
  await forgetCodes(context, client, factor.email, places.value)
  return ok(made)
}
