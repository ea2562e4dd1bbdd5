import { iso } from '#shared/time'
import type { GatewayBindings } from '../gateway.ts'
import { checkpointsOf, isGenuine } from './chain/checkpoint.ts'
import { beginning, type ChainEnd } from './chain/entry.ts'
import type { Broken, Verdict } from './contract.ts'
import { logTroubleOf } from './log-health.ts'

/** Entries walked at once: some 50 ms of the log's only thread, so that entries are still appended in between. */
const chunkSize = 5_000

/**
 * Prove a clinic's access log, or name its first broken entry.
 *
 * Every entry is held against its HMAC and the one before it, and the whole against the checkpoints in R2, which say more than a log
 * whose tail was cut off or which is an old copy of itself.
 */
export async function verify(
  env: Pick<GatewayBindings, 'ACCESS_LOG' | 'CHECKPOINTS' | 'LOG_SECRET'>,
  clinicId: string,
): Promise<Verdict> {
  const key = { secret: env.LOG_SECRET, clinicId }
  // Before the extent, or a checkpoint could be of an entry that came after it.
  const checkpoints = await checkpointsOf(env.CHECKPOINTS, clinicId)
  const { entries, head } = await env.ACCESS_LOG.getByName(clinicId).extent()
  const forged = checkpoints.find(one => !isGenuine(one, key))
  const genuine = checkpoints.filter(one => isGenuine(one, key))
  const last = genuine.at(-1)

  const broken = earlier(
    await firstBreak(env, clinicId, head, genuine),
    forged && { sequence: forged.sequence, reason: 'forged_checkpoint' },
  )
  const trouble = logTroubleOf(clinicId, Date.now())
  return {
    ok: !broken,
    entries,
    ...(last ? { checkpoint: { sequence: last.sequence, at: iso(last.at) } } : {}),
    young: Math.max(0, head.sequence - (last?.sequence ?? 0)),
    ...(trouble ? { trouble } : {}),
    ...(broken ? { broken } : {}),
  }
}

async function firstBreak(
  env: Pick<GatewayBindings, 'ACCESS_LOG'>,
  clinicId: string,
  head: ChainEnd,
  checkpoints: ChainEnd[],
): Promise<Broken | undefined> {
  const log = env.ACCESS_LOG.getByName(clinicId)
  let end = beginning
  while (end.sequence < head.sequence) {
    const { sequence } = end
    const within = checkpoints.filter(one => one.sequence > sequence && one.sequence <= sequence + chunkSize)
    const chunk = await log.verifyChunk(clinicId, end, chunkSize, within.map(toChainEnd))
    if (chunk.broken) return chunk.broken
    end = chunk.end
  }
  const last = checkpoints.at(-1)
  return last && last.sequence > end.sequence ? { sequence: end.sequence + 1, reason: 'missing' } : undefined
}

function toChainEnd({ sequence, hash }: ChainEnd): ChainEnd {
  return { sequence, hash }
}

function earlier(a: Broken | undefined, b: Broken | undefined): Broken | undefined {
  if (!a || !b) return a ?? b
  return a.sequence <= b.sequence ? a : b
}
