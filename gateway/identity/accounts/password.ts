import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * Passwords are kept as scrypt with its parameters in the string, `scrypt$N$r$p$salt$hash` (base64url), so that they can be raised later.
 * About 0.1 s and 16 MiB each. PBKDF2 is no choice here: the platform refuses enough rounds of it.
 * SCRYPT_N, a power of two, is another cost: tests that hash hundreds take a small one, and no configuration may.
 */

const current = { N: Number(process.env.SCRYPT_N ?? 16_384), r: 8, p: 5 }
const length = 32

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, current)
  return ['scrypt', current.N, current.r, current.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** A well-formed hash of nothing, so that an unknown address takes as long as a known one. */
export const decoy = `scrypt$${current.N}$${current.r}$${current.p}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`

/** Whether the password is the one of this hash. Without a hash it takes as long and says no. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, key] = (hash ?? decoy).split('$')
  const wanted = Buffer.from(key ?? '', 'base64url')
  const found = await derive(password, Buffer.from(salt ?? '', 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return wanted.length === found.length && timingSafeEqual(wanted, found) && hash !== undefined
}

/** Whether a hash was made with other parameters than today's: it is then made anew when its password is next typed. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(`scrypt$${current.N}$${current.r}$${current.p}$`)
}
