import { createHash, randomBytes } from 'node:crypto'
import { base32 } from '../factors/totp.ts'
import { newCode, normalCode } from '../invitations/printed-code.ts'

/**
 * Recovery codes: what opens an account when the authenticator is lost. Shown once, kept as hashes, each good for one use. Who has nobody to
 * switch a lost second factor off gets one code more, to print and keep apart from them.
 */

const count = 10
/** Five groups, so that nobody takes it for a recovery code, which has four. */
const printedGroups = 5

/** Ten codes of 80 bits, `ABCD-EFGH-IJKL-MNOP`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => base32(randomBytes(10)).replace(/(.{4})(?=.)/g, '$1-'))
}

/** The hash of a code as typed, in any case, with or without its hyphens. */
export function recoveryHash(accountId: string, code: string): string {
  const plain = code.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
  return createHash('sha256').update(`${accountId}\n${plain}`).digest('base64url')
}

/** A code of 100 bits to print, `7K2M-9XQ4-0BTR-W5NC-3HJA`. */
export const newPrintedCode = () => newCode(printedGroups)

/** A printed code as it stands on the paper; undefined for any other code. */
export const printedCodeOf = (typed: string) => normalCode(typed, printedGroups)
