import { log } from '#shared/log'
import { iso } from '#shared/time'
import { type ChainEnd, type ChainKey, sign } from './entry.ts'

/**
 * How far a clinic's log reached at an instant, kept in R2, outside of the log: what makes a tail that was cut off, or an old copy put
 * back, visible. An object per checkpoint, written once, its facts in the metadata so that a list is enough to read them. In production
 * a lock rule on the bucket keeps even the gateway from removing one.
 */
export interface Checkpoint extends ChainEnd {
  /** How many entries there were. */
  count: number
  /** Unix milliseconds. */
  at: number
  /** HMAC over all of it. */
  signature: string
}

/** The facts of a checkpoint, signed. */
export function toCheckpoint(head: ChainEnd, at: number, key: ChainKey): Checkpoint {
  const facts = { sequence: head.sequence, hash: head.hash, count: head.sequence, at }
  return { ...facts, signature: signatureOf(facts, key) }
}

function signatureOf(facts: Omit<Checkpoint, 'signature'>, key: ChainKey): string {
  return sign(key, ['checkpoint', facts.sequence, facts.hash, facts.count, facts.at])
}

export function isGenuine(checkpoint: Checkpoint, key: ChainKey): boolean {
  return signatureOf(checkpoint, key) === checkpoint.signature
}

/** One more than the largest sequence there can be. */
const ceiling = 1_000_000_000_000
const padded = (sequence: number) => String(sequence).padStart(12, '0')

/** Keys sort the newest first, so that a bucket's list begins where a proof does. */
const newKeys = {
  prefix: (clinicId: string) => `${clinicId}/~`,
  name: (sequence: number) => padded(ceiling - sequence),
  sequenceOf: (name: string) => ceiling - Number(name),
}

/** Those of before sort the oldest first; none of them is made any more. A sequence of eleven digits begins with 0. */
const oldKeys = {
  prefix: (clinicId: string) => `${clinicId}/0`,
  name: (sequence: number) => padded(sequence).slice(1),
  sequenceOf: (name: string) => Number(name),
}

/** Keep a checkpoint, unless there is one of this sequence: none is ever replaced. */
export async function keep(bucket: R2Bucket, clinicId: string, checkpoint: Checkpoint): Promise<void> {
  const { sequence, hash, count, at, signature } = checkpoint
  const customMetadata = { hash, count: String(count), at: String(at), signature }
  const body = JSON.stringify({ clinicId, sequence, hash, count, at: iso(at), signature })
  const kept = await bucket.put(newKeys.prefix(clinicId) + newKeys.name(sequence), body, {
    onlyIf: { etagDoesNotMatch: '*' },
    customMetadata,
    httpMetadata: { contentType: 'application/json' },
  })
  // Ours from before, or the log is an older copy of itself: then verify names the break, and this one must not cover it.
  if (!kept) log('access_log.checkpoint_exists', { clinicId, count: sequence })
}

/** The checkpoints of a stretch of a clinic's log, both ends included, in no order. There may be two of a sequence, one of them from before. */
export async function checkpointsWithin(bucket: R2Bucket, clinicId: string, from: number, to: number) {
  const found: Checkpoint[] = []
  // A list begins after a key: one that would stand just before the first that is wanted.
  for await (const one of listed(bucket, clinicId, newKeys, newKeys.name(to + 1))) {
    if (one.sequence < from) break
    found.push(one)
  }
  for await (const one of listed(bucket, clinicId, oldKeys, oldKeys.name(Math.max(0, from - 1)))) {
    if (one.sequence > to) break
    found.push(one)
  }
  return found
}

/** The newest checkpoint that is genuine, and those younger than it that are not. */
export async function newestCheckpoint(
  bucket: R2Bucket,
  key: ChainKey,
): Promise<{ last?: Checkpoint; forged: Checkpoint[] }> {
  const forged: Checkpoint[] = []
  for await (const one of listed(bucket, key.clinicId, newKeys, undefined, 10)) {
    if (isGenuine(one, key)) return { last: one, forged }
    forged.push(one)
  }
  // A log that was not written since the keys of before: it has those alone.
  let last: Checkpoint | undefined
  for await (const one of listed(bucket, key.clinicId, oldKeys)) {
    if (isGenuine(one, key)) last = one
    else forged.push(one)
  }
  return last ? { last, forged } : { forged }
}

async function* listed(
  bucket: R2Bucket,
  clinicId: string,
  keys: typeof newKeys,
  after?: string,
  limit = 1_000,
): AsyncGenerator<Checkpoint> {
  const prefix = keys.prefix(clinicId)
  const first = after === undefined ? {} : { startAfter: prefix + after }
  for (let cursor: string | undefined, more = true; more; ) {
    const from = cursor ? { cursor } : first
    const page: R2Objects = await bucket.list({ prefix, ...from, limit, include: ['customMetadata'] })
    for (const { key, customMetadata = {} } of page.objects) {
      const name = key.slice(prefix.length)
      if (!/^\d{11,12}$/.test(name)) continue
      yield {
        sequence: keys.sequenceOf(name),
        hash: customMetadata.hash ?? '',
        count: Number(customMetadata.count),
        at: Number(customMetadata.at),
        signature: customMetadata.signature ?? '',
      }
    }
    more = page.truncated
    cursor = page.truncated ? page.cursor : undefined
  }
}
