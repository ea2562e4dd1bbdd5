import { eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { fail, ok, type Result } from '#shared/result'
import { account, commonPassword } from './schema.ts'

/** Characters that a new password must have: fewer where a second factor stands beside it. Nothing else is asked of it. */
export const shortest = { alone: 15, withSecondFactor: 8 }

/** Whether an account has set up a second factor: a password beside one may be shorter. */
export const secondFactorSet = sql<
  number | null
>`(SELECT confirmed_at FROM second_factor WHERE account_id = ${account.id})`

/** Characters as people count them when they type: code points of the composed form. */
export function lengthOf(password: string): number {
  return [...password.normalize('NFC')].length
}

/** Whether a password is long enough without a second factor beside it. */
export function standsAlone(password: string): boolean {
  return lengthOf(password) >= shortest.alone
}

/** A password as the list of common ones holds it. */
export function folded(password: string): string {
  return password.normalize('NFC').toLowerCase()
}

/** Whether a new password is good enough: long enough, and none of those that everybody tries first. */
export async function goodEnough(
  db: DrizzleD1Database,
  password: string,
  secondFactor: boolean,
): Promise<Result<null, 'weak_password'>> {
  const minimum = secondFactor ? shortest.withSecondFactor : shortest.alone
  if (lengthOf(password) < minimum) return fail('weak_password', { rule: 'too_short', minimum })
  const common = await db
    .select({ word: commonPassword.word })
    .from(commonPassword)
    .where(eq(commonPassword.word, folded(password)))
  return common.length > 0 ? fail('weak_password', { rule: 'too_common', minimum }) : ok(null)
}
