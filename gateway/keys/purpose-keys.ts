import { createHmac, hkdfSync } from 'node:crypto'

/**
 * A key of its own for each purpose, with an id, so that one can be replaced without the others. The first of a purpose's keys makes what is
 * made; all of them read what was made before. The second is known everywhere before it is its turn.
 */
export const purposes = [
  'refresh',
  'link',
  'printed_code',
  'second_factor',
  'device',
  'screen',
  'typed_address',
  'log_archive',
  'answer_tag',
] as const
export type Purpose = (typeof purposes)[number]

/** Where the keys come from. */
export interface KeySource {
  /** The one secret that everything was made with before there were keys by purpose. */
  REFRESH_SECRET: string
  /** Chains the access log; before there were keys by purpose it hashed the addresses that nobody is known by, too. */
  LOG_SECRET?: string
  /** JSON: the keys of each purpose. A purpose that is missing has the one of `REFRESH_SECRET`, as has a state of before. */
  PURPOSE_KEYS?: string | undefined
}

/** A key as PURPOSE_KEYS holds it. */
export interface StoredPurposeKey {
  /** `0`: that of `REFRESH_SECRET`, or of `LOG_SECRET` for `typed_address`, which has no secret of its own here. */
  id: string
  secret?: string
  /** When it was made, and when it last made something, Unix milliseconds. */
  made?: number
  retired?: number
}

export type StoredPurposeKeys = Partial<Record<Purpose, StoredPurposeKey[]>>

export interface PurposeKey {
  id: string
  key: Buffer
}

/** What everything was made with before: some of it by the secret itself, some by a key derived from it. */
function oldKey({ REFRESH_SECRET: secret, LOG_SECRET }: KeySource, purpose: Purpose): Buffer {
  if (purpose === 'typed_address') {
    if (!LOG_SECRET) throw new Error('there is no LOG_SECRET')
    return Buffer.from(LOG_SECRET)
  }
  const derived: Partial<Record<Purpose, string>> = {
    second_factor: 'second-factor',
    device: 'device',
    log_archive: 'log-archive',
    answer_tag: 'answer-tag',
  }
  const word = derived[purpose]
  return word ? createHmac('sha256', secret).update(`smart-healthcare/${word}`).digest() : Buffer.from(secret)
}

/** @throws where the stored key is incomplete: nothing is made with a key that everybody could derive. */
function derive(env: KeySource, purpose: Purpose, { id, secret }: StoredPurposeKey): PurposeKey {
  if (id === '0') return { id, key: oldKey(env, purpose) }
  if (!secret) throw new Error(`PURPOSE_KEYS has a key of ${purpose} without a secret`)
  return { id, key: Buffer.from(hkdfSync('sha256', secret, '', `smart-healthcare/${purpose}/${id}`, 32)) }
}

let derived = new Map<Purpose, PurposeKey[]>()
let source = ''

/** The keys of a purpose, derived once in each isolate: the first makes, all read. */
export function keysOf(env: KeySource, purpose: Purpose): readonly [PurposeKey, ...PurposeKey[]] {
  const from = `${env.REFRESH_SECRET}\n${env.LOG_SECRET ?? ''}\n${env.PURPOSE_KEYS ?? ''}`
  if (from !== source) {
    derived = new Map()
    source = from
  }
  let keys = derived.get(purpose)
  if (!keys) {
    const stored = (env.PURPOSE_KEYS ? JSON.parse(env.PURPOSE_KEYS) : {}) as StoredPurposeKeys
    keys = (stored[purpose] ?? [{ id: '0' }]).map(one => derive(env, purpose, one))
    derived.set(purpose, keys)
  }
  const [first, ...others] = keys
  if (!first) throw new Error(`PURPOSE_KEYS has no key of ${purpose}`)
  return [first, ...others]
}
