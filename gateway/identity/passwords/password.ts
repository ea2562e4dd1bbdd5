import { randomBytes, type ScryptOptions, scryptSync, timingSafeEqual } from 'node:crypto'
import type { Hashing } from '../hashing/hash-queue.ts'
import { type InTurn, inTurn, restAsBetween } from '../hashing/in-turn.ts'

/**
 * Passwords are kept as five chained scrypts, `scrypt-chain$N$r$slices$salt$hash` (base64url), each of 16 MiB: the salt of a slice is the
 * output of the slice before it. About 0.1 s in all, in slices, because nothing else runs on the thread meanwhile; docs/sign-in.md says why this
 * is as strong as the one scrypt with p = 5 that was kept before, `scrypt$N$r$p$salt$hash`, which is still verified, and made anew at sign-in.
 * PBKDF2 is no choice here: the platform refuses enough rounds of it.
 * SCRYPT_N, a power of two, is another cost: tests that hash hundreds take a small one, and no configuration may.
 */

/** What is kept where nothing else is set. OWASP names N = 2^14, r = 8 five times over as one of its minimums. */
export const realCost = { N: 16_384, r: 8, slices: 5 }
const current = { ...realCost, N: Number(process.env.SCRYPT_N ?? realCost.N) }
const scheme = 'scrypt-chain'
const length = 32

const aStranger: Hashing = { known: false }

interface Chain {
  N: number
  r: number
  slices: number
}

/** In the thread, which a slice holds in any case. */
function derive(password: string, salt: Buffer, options: ScryptOptions): Buffer {
  return scryptSync(password.normalize('NFC'), salt, length, options)
}

async function deriveChained(password: string, salt: Buffer, { N, r, slices }: Chain, turn: InTurn): Promise<Buffer> {
  let key = salt
  for (let i = 0; i < slices; i++) key = await turn(() => derive(password, key, { N, r, p: 1 }))
  return key
}

async function deriveAtOnce(password: string, salt: Buffer, { N, r, slices }: Chain, turn: InTurn): Promise<Buffer> {
  const key = await turn(() => derive(password, salt, { N, r, p: slices }))
  await restAsBetween(slices)
  return key
}

/** @throws TooManyHashes where too many wait to be hashed. */
export function hashPassword(password: string, who: Hashing = aStranger): Promise<string> {
  return inTurn(who, turn => hashNow(password, turn))
}

async function hashNow(password: string, turn: InTurn): Promise<string> {
  const salt = randomBytes(16)
  const key = await deriveChained(password, salt, current, turn)
  return [scheme, current.N, current.r, current.slices, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** A well-formed hash of nothing, so that an unknown address takes as long as a known one. */
export const decoy = `${scheme}$${current.N}$${current.r}$${current.slices}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`

/**
 * Whether the password is the one of this hash. Without a hash it takes as long and says no. A hash of the old kind is computed in one piece,
 * and rests as long, so that an account that has one is not told from an unknown address.
 *
 * @returns `renewed` is the same password hashed with today's parameters, where it is right and its hash was made with others.
 * @throws TooManyHashes where too many wait to be hashed.
 */
export function verifyPassword(
  password: string,
  hash: string | undefined,
  who: Hashing = aStranger,
): Promise<{ right: boolean; renewed?: string }> {
  return inTurn(who, async turn => {
    const [kind, N, r, times, salt, key] = (hash ?? decoy).split('$')
    const wanted = Buffer.from(key ?? '', 'base64url')
    const from = Buffer.from(salt ?? '', 'base64url')
    const cost = { N: Number(N), r: Number(r), slices: Number(times) }
    const found = await (kind === scheme ? deriveChained : deriveAtOnce)(password, from, cost, turn)
    const same = wanted.length === found.length && timingSafeEqual(wanted, found)
    if (!same || hash === undefined) return { right: false }
    if (!isOutdated(hash)) return { right: true }
    return { right: true, renewed: await hashNow(password, turn) }
  })
}

/** Whether a hash was made in another way or with other parameters than today's: it is then made anew when its password is next typed. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(`${scheme}$${current.N}$${current.r}$${current.slices}$`)
}
