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

/** Keys sort like their sequences. */
function keyOf(clinicId: string, sequence: number): string {
  return `${clinicId}/${String(sequence).padStart(12, '0')}`
}

/** Keep a checkpoint, unless there is one of this sequence: none is ever replaced. */
export async function keep(bucket: R2Bucket, clinicId: string, checkpoint: Checkpoint): Promise<void> {
  const { sequence, hash, count, at, signature } = checkpoint
  const customMetadata = { hash, count: String(count), at: String(at), signature }
  const body = JSON.stringify({ clinicId, sequence, hash, count, at: iso(at), signature })
  const kept = await bucket.put(keyOf(clinicId, sequence), body, {
    onlyIf: { etagDoesNotMatch: '*' },
    customMetadata,
    httpMetadata: { contentType: 'application/json' },
  })
  // Ours from before, or the log is an older copy of itself: then verify names the break, and this one must not cover it.
  if (!kept) log('access_log.checkpoint_exists', { clinicId, count: sequence })
}

/** All checkpoints of a clinic, in the order of the chain. */
export async function checkpointsOf(bucket: R2Bucket, clinicId: string): Promise<Checkpoint[]> {
  const found: Checkpoint[] = []
  const prefix = `${clinicId}/`
  for (let cursor: string | undefined, more = true; more; ) {
    const listed: R2Objects = await bucket.list({ prefix, cursor, include: ['customMetadata'] })
    for (const { key, customMetadata = {} } of listed.objects) {
      found.push({
        sequence: Number(key.slice(prefix.length)),
        hash: customMetadata.hash ?? '',
        count: Number(customMetadata.count),
        at: Number(customMetadata.at),
        signature: customMetadata.signature ?? '',
      })
    }
    more = listed.truncated
    cursor = listed.truncated ? listed.cursor : undefined
  }
  return found
}
