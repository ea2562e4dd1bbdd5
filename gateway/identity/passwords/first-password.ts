import { eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { fail, ok, type Result } from '#shared/result'
import { account } from '../accounts/schema.ts'
import { hashPassword } from './password.ts'
import { goodEnough } from './password-rules.ts'

interface FirstPassword {
  email: string
  password: string | undefined
  /** Names of clinic and person, of which it must not mostly consist. */
  words: readonly string[]
}

/**
 * The password of the account to be, chosen by whoever has just proved the mailbox. An address that has an account keeps its own: what was
 * sent along is thrown away. Nothing is hashed before the caller has found the link to be good.
 *
 * @returns the hash; undefined where the address has an account; `password_required` or `weak_password`, which use nothing up.
 */
export async function firstPassword(
  db: DrizzleD1Database,
  { email, password, words }: FirstPassword,
): Promise<Result<string | undefined, 'password_required' | 'weak_password'>> {
  const known = await db.select({ id: account.id }).from(account).where(eq(account.email, email))
  if (known.length > 0) return ok(undefined)
  if (password === undefined) return fail('password_required', { email })
  const good = await goodEnough(db, password, false, [...words, email])
  return good.ok ? ok(await hashPassword(password, { known: false, email })) : good
}
