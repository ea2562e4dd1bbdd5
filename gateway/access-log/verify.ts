import { iso } from '#shared/time'
import type { GatewayBindings } from '../gateway.ts'
import { checkpointsWithin, isGenuine, newestCheckpoint } from './chain/checkpoint.ts'
import type { ChainEnd, ChainKey } from './chain/entry.ts'
import { endingAt, type Span, spanLength, youngest } from './chain/spans.ts'
import type { Broken, Verdict, VerifyLog } from './contract.ts'
import { logTroubleOf } from './log-health.ts'

type Bindings = Pick<GatewayBindings, 'ACCESS_LOG' | 'CHECKPOINTS' | 'LOG_SECRET'>

/**
 * Prove a span of a clinic's access log, or name its first broken entry: the youngest, from the checkpoint before it to the head, which is as much
 * work whatever the age of the log; or, with `until`, the one that ends there.
 *
 * Every entry is held against its HMAC and the one before it, and the whole against the checkpoints in R2, which say more than a log
 * whose tail was cut off or which is an old copy of itself.
 */
export async function verify(env: Bindings, clinicId: string, { until, witness }: VerifyLog = {}): Promise<Verdict> {
  const key = { secret: env.LOG_SECRET, clinicId }
  // Before the extent, or a checkpoint could be of an entry that came after it.
  const newest = await newestCheckpoint(env.CHECKPOINTS, key)
  const { head } = await env.ACCESS_LOG.getByName(clinicId).extent()
  const last = newest.last?.sequence ?? 0
  const span = until === undefined ? youngest(head.sequence) : endingAt(until, head.sequence)
  const [proof, witnessed] = await Promise.all([
    prove(env, key, span),
    witness && env.ACCESS_LOG.getByName(clinicId).carries(clinicId, witness),
  ])

  const broken = earliest([
    proof.broken,
    last > head.sequence ? { sequence: head.sequence + 1, reason: 'missing' } : undefined,
    ...[...newest.forged, ...proof.forged].map(({ sequence }) => ({ sequence, reason: 'forged_checkpoint' as const })),
  ])
  const trouble = logTroubleOf(clinicId, Date.now())
  return {
    ok: !broken,
    entries: head.sequence,
    ...(newest.last ? { checkpoint: { sequence: last, at: iso(newest.last.at) } } : {}),
    young: Math.max(0, head.sequence - last),
    ...(span.until > span.after ? { proved: { from: span.after + 1, to: span.until } } : {}),
    ...(span.after > 0 ? { older: { until: span.after, spans: Math.ceil(span.after / spanLength) } } : {}),
    rowsRead: proof.read,
    ...(trouble ? { trouble } : {}),
    ...(broken ? { broken } : {}),
    ...(witness ? { witness: { sequence: witness.sequence, matches: witnessed === true } } : {}),
  }
}

interface Proof {
  broken?: Broken
  forged: ChainEnd[]
  read: number
}

async function prove(env: Bindings, key: ChainKey, { after, until }: Span): Promise<Proof> {
  const { clinicId } = key
  const log = env.ACCESS_LOG.getByName(clinicId)
  const found = await checkpointsWithin(env.CHECKPOINTS, clinicId, after, until)
  const forged = found.filter(one => !isGenuine(one, key))
  const genuine = found.filter(one => isGenuine(one, key))
  // The entry at the cut itself belongs to the span before, which says what happened to it; here it must be the one that was sealed.
  const before = await log.endAt(after)
  const sealed = genuine.filter(one => one.sequence === after)
  if (!before) return { broken: { sequence: after, reason: 'missing' }, forged, read: 1 }
  if (sealed.some(one => one.hash !== before.hash)) {
    return { broken: { sequence: after, reason: 'differs_from_checkpoint' }, forged, read: 1 }
  }
  let [end, read] = [before, 1]
  while (end.sequence < until) {
    const { sequence } = end
    const count = Math.min(spanLength, until - sequence)
    const within = genuine.filter(one => one.sequence > sequence && one.sequence <= sequence + count)
    const chunk = await log.verifyChunk(clinicId, end, count, within.map(toChainEnd))
    read += chunk.read
    if (chunk.broken) return { broken: chunk.broken, forged, read }
    end = chunk.end
  }
  return { forged, read }
}

function toChainEnd({ sequence, hash }: ChainEnd): ChainEnd {
  return { sequence, hash }
}

function earliest(all: (Broken | undefined)[]): Broken | undefined {
  return all.filter(one => one !== undefined).toSorted((a, b) => a.sequence - b.sequence)[0]
}
