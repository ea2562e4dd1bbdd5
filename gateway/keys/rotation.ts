import { randomBytes } from 'node:crypto'
import { type Purpose, purposes, type StoredPurposeKey, type StoredPurposeKeys } from './purpose-keys.ts'

/** Keys by purpose as the secrets file holds them, and how one purpose is turned to its next. */

const minute = 60_000
const day = 1_440 * minute

/** Milliseconds in which every running copy has read a key that was published. */
const published = 10 * minute

/**
 * Milliseconds after which nothing made with a retired key is about any more. What has no end of its own keeps its keys: a second factor, which
 * the sweep seals anew under the key of now, a screen, whose token hangs in a waiting room until somebody takes it back, and what the access log
 * keeps for a backup, for good.
 */
const lives: Record<Purpose, number> = {
  // A repeat of a refresh is answered for 30 s.
  refresh: 60 * minute,
  // The longest link or printed code is good for a week.
  link: 8 * day,
  printed_code: 8 * day,
  // The cookie lives for a year after the last sign-in.
  device: 366 * day,
  // Sign-ins of nobody are kept for 90 days.
  typed_address: 91 * day,
  second_factor: Number.POSITIVE_INFINITY,
  screen: Number.POSITIVE_INFINITY,
  log_archive: Number.POSITIVE_INFINITY,
  // Whoever shows an older one is answered in full.
  answer_tag: day,
}

export function newPurposeKey(at: number): StoredPurposeKey {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url'), made: at }
}

/** Two keys for each purpose: the one that makes, and the next. In a state of before the first is still that of the one secret. */
export function firstPurposeKeys(at: number, isNew: boolean): StoredPurposeKeys {
  return Object.fromEntries(
    purposes.map(purpose => [purpose, [isNew ? newPurposeKey(at) : { id: '0', made: 0 }, newPurposeKey(at)]]),
  )
}

/**
 * One step of a purpose's rotation: the second key makes from now on, a new one is published behind it, and the first still reads.
 *
 * @returns the keys; or the milliseconds to wait where the second was published too recently to be known everywhere.
 */
export function turned(
  stored: StoredPurposeKeys,
  purpose: Purpose,
  fresh: StoredPurposeKey,
  at: number,
): { keys: StoredPurposeKeys } | { wait: number } {
  const [first = { id: '0' }, second, ...older] = stored[purpose] ?? []
  if (!second) return { keys: { ...stored, [purpose]: [first, fresh] } }
  const wait = (second.made ?? 0) + published - at
  if (wait > 0) return { wait }
  const kept = older.filter(key => at - (key.retired ?? 0) < lives[purpose])
  return { keys: { ...stored, [purpose]: [second, fresh, { ...first, retired: at }, ...kept] } }
}
