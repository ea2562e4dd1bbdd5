import { eq, inArray, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { bareWord, unitOf, weaknessOf } from '#shared/input/password-strength'
import { fail, ok, type Result } from '#shared/result'
import { account, clinic, commonPassword } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'

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

/** The names and addresses that everybody around an account knows: its own, and those of its clinics. */
export async function wordsAround(db: DrizzleD1Database, accountId: string): Promise<string[]> {
  const rows = await db
    .select({
      name: account.name,
      email: account.email,
      clinicName: sql<string | null>`${clinic.name}`.as('clinic_name'),
    })
    .from(account)
    .leftJoin(membership, eq(membership.accountId, account.id))
    .leftJoin(clinic, eq(clinic.id, membership.clinicId))
    .where(eq(account.id, accountId))
  return rows.flatMap(({ name, email, clinicName }) => [name, email, clinicName ?? ''])
}

/**
 * Whether a new password is good enough: long enough, with enough of its own beside repeats, sequences and the words around the account, and none
 * of those that everybody tries first, bare, repeated or with digits around.
 *
 * @param words names of clinic and person, mail addresses.
 */
export async function goodEnough(
  db: DrizzleD1Database,
  password: string,
  secondFactor: boolean,
  words: readonly string[] = [],
): Promise<Result<null, 'weak_password'>> {
  const minimum = secondFactor ? shortest.withSecondFactor : shortest.alone
  if (lengthOf(password) < minimum) return fail('weak_password', { rule: 'too_short', minimum })
  const whole = folded(password)
  const common = await db
    .select({ word: commonPassword.word })
    .from(commonPassword)
    .where(inArray(commonPassword.word, [whole, unitOf(whole), bareWord(whole), bareWord(unitOf(whole))]))
  if (common.length > 0) return fail('weak_password', { rule: 'too_common', minimum })
  const weakness = weaknessOf(password, words, secondFactor ? 'withSecondFactor' : 'alone')
  return weakness ? fail('weak_password', { rule: weakness, minimum }) : ok(null)
}
