import { createHash, randomBytes } from 'node:crypto'
import { base32 } from './totp.ts'

/** Recovery codes: what opens an account when the authenticator is lost. Shown once, kept as hashes, each good for one use. */

const count = 10

/** Ten codes of 80 bits, `ABCD-EFGH-IJKL-MNOP`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => base32(randomBytes(10)).replace(/(.{4})(?=.)/g, '$1-'))
}

/** The hash of a code as typed, in any case, with or without its hyphens. */
export function recoveryHash(accountId: string, code: string): string {
  const plain = code.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
  return createHash('sha256').update(`${accountId}\n${plain}`).digest('base64url')
}
