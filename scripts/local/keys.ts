import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto'

/** A signing key as SIGNING_KEYS holds it. The first signs, the second is published so that it may sign next, the others only verify. */
export interface StoredKey extends JsonWebKey {
  kid: string
  alg: string
  /** When it was made, and when it last signed, Unix milliseconds. Absent in keys of before these were noted. */
  made?: number
  retired?: number
}

/** Milliseconds in which every token that a key signed has expired, and every copy of the published keys has been read again. */
const life = 600_000

export function newKey(at: number): StoredKey {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return { ...jwk, kid: randomBytes(6).toString('hex'), alg: 'EdDSA', made: at }
}

/**
 * One step of the rotation: the second key signs, a new one is published behind it, and the first is kept, without its private part, for as
 * long as its tokens live; those that were retired longer ago go.
 *
 * @returns the keys, or the milliseconds to wait where the second key was published too recently.
 */
export function rotated(keys: StoredKey[], fresh: StoredKey, at: number): { keys: StoredKey[] } | { wait: number } {
  const [first, second, ...older] = keys
  if (!first || !second) return { keys: [...keys, fresh] }
  const wait = (second.made ?? 0) + life - at
  if (wait > 0) return { wait }
  const { d: _, ...verifying } = first
  const kept = older.filter(key => at - (key.retired ?? 0) < life)
  return { keys: [second, fresh, { ...verifying, retired: at }, ...kept] }
}
