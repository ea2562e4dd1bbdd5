import { and, eq, gt, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { fail, ok, type Result } from '#shared/result'
import { isoOrNull } from '#shared/time'
import { type Asking, eventRows } from '../../access-log/event-row.ts'
import type { MfaState, TotpSecret } from '../contract.ts'
import { account, clinic, membership, recoveryCode, secondFactor } from '../schema.ts'
import { seal, unseal } from './encryption.ts'
import { newRecoveryCodes, recoveryHash } from './recovery.ts'
import { base32, newSecret, stepOf, uriOf } from './totp.ts'

type Env = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>

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
 * @returns undefined for digits that are not a code of now. The statement is wrapped, for awaiting it would run it.
 */
export async function claim(env: Env, accountId: string, sealed: string, code: string, at: number) {
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
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ accountId: recoveryCode.accountId })
    return { use }
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
  return { use }
}

/** A new secret to scan. It takes the place of one that was never confirmed; one in use stays, and this is `already_enabled`. */
export async function setUp(
  env: Env,
  who: { id: string; email: string },
  at: number,
): Promise<Result<TotpSecret, 'already_enabled'>> {
  const secret = newSecret()
  const sealed = await seal(env, who.id, secret)
  const set = await drizzle(env.IDENTITY_DB)
    .insert(secondFactor)
    .values({ accountId: who.id, secret: sealed, createdAt: at })
    .onConflictDoUpdate({
      target: secondFactor.accountId,
      set: { secret: sealed, lastStep: 0, createdAt: at },
      setWhere: isNull(secondFactor.confirmedAt),
    })
    .returning({ id: secondFactor.accountId })
  return set.length === 1 ? ok({ secret: base32(secret), uri: uriOf(secret, who.email) }) : fail('already_enabled')
}

/** Ten new codes where the statement before changed something, for the caller's batch. */
function insertCodes(db: DrizzleD1Database, accountId: string, codes: string[]) {
  const hashes = JSON.stringify(codes.map(one => recoveryHash(accountId, one)))
  return insertFrom(
    db,
    recoveryCode,
    { accountId, codeHash: sql`value` },
    sql`FROM json_each(${hashes}) WHERE ${after}`,
  )
}

/**
 * Turn on what `setUp` made, by its first code. For the caller's batch: `done` returns a row where it is done, what follows `event` may be guarded by `changes() > 0`.
 *
 * @returns the statements with the recovery codes to show; or `wrong_code`, or `already_enabled`.
 */
export async function confirming(env: Env, accountId: string, code: string, asking: Asking) {
  const { at } = asking
  const db = drizzle(env.IDENTITY_DB)
  const [found] = await factorOf(db, accountId)
  if (found?.confirmedAt) return fail('already_enabled')
  const secret = found && (await unseal(env, accountId, found.secret))
  const step = secret && stepOf(secret, code.replace(/[ -]/g, ''), at)
  if (!found || !step) return fail('wrong_code')
  const codes = newRecoveryCodes()
  const statements = {
    done: db
      .update(secondFactor)
      .set({ confirmedAt: at, lastStep: step })
      .where(
        and(
          eq(secondFactor.accountId, accountId),
          isNull(secondFactor.confirmedAt),
          eq(secondFactor.secret, found.secret),
        ),
      )
      .returning({ accountId: secondFactor.accountId }),
    codes: insertCodes(db, accountId, codes),
    event: eventRows(db, asking, 'second_factor_set', sql`a.id = ${accountId}`),
  }
  return ok({ codes, statements })
}

/** Remove the second factor with a code. @returns false where the code was not right, or was used before. */
export async function remove(
  env: Env,
  accountId: string,
  sealed: string,
  code: string,
  asking: Asking,
): Promise<boolean> {
  const db = drizzle(env.IDENTITY_DB)
  const claimed = await claim(env, accountId, sealed, code, asking.at)
  if (!claimed) return false
  const {
    done: [done],
  } = await batch(db, {
    done: claimed.use,
    secondFactor: db.delete(secondFactor).where(and(eq(secondFactor.accountId, accountId), after)),
    recoveryCode: db.delete(recoveryCode).where(and(eq(recoveryCode.accountId, accountId), after)),
    event: eventRows(db, asking, 'second_factor_removed', sql`a.id = ${accountId}`),
  })
  return done !== undefined
}

/** Ten new recovery codes for a code; the old ones stop working. @returns undefined where the code was not right, or was used before. */
export async function renewCodes(
  env: Env,
  accountId: string,
  sealed: string,
  code: string,
  asking: Asking,
): Promise<string[] | undefined> {
  const db = drizzle(env.IDENTITY_DB)
  const claimed = await claim(env, accountId, sealed, code, asking.at)
  if (!claimed) return undefined
  const codes = newRecoveryCodes()
  const kept = JSON.stringify(codes.map(one => recoveryHash(accountId, one)))
  const {
    done: [done],
  } = await batch(db, {
    done: claimed.use,
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
    event: eventRows(db, asking, 'recovery_codes_renewed', sql`a.id = ${accountId}`),
  })
  return done && codes
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

export async function stateOf({ IDENTITY_DB }: Pick<Env, 'IDENTITY_DB'>, accountId: string): Promise<MfaState> {
  const db = drizzle(IDENTITY_DB)
  const {
    found: [found],
    left: [left],
    clinics,
  } = await batch(db, {
    found: db
      .select({ at: secondFactor.confirmedAt })
      .from(secondFactor)
      .where(and(eq(secondFactor.accountId, accountId), gt(secondFactor.confirmedAt, 0))),
    left: db
      .select({ count: sql<number>`count(*)` })
      .from(recoveryCode)
      .where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt))),
    clinics: requiredBy(db, accountId),
  })
  return {
    enabled: found !== undefined,
    since: isoOrNull(found?.at),
    recoveryCodesLeft: found ? (left?.count ?? 0) : 0,
    requiredBy: clinics.map(({ name }) => name),
  }
}
