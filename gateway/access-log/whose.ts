import { type Actor, system } from '#shared/actor'
import { log, thrown } from '#shared/log'
import { settle } from '../answer.ts'
import type { GatewayBindings } from '../gateway.ts'

type Bindings = Pick<GatewayBindings, 'APPOINTMENT' | 'RECORD'>

/** Which Worker knows whose an object is, by the prefix of its id. */
const knows: Record<string, keyof Bindings> = {
  apt: 'APPOINTMENT',
  ser: 'APPOINTMENT',
  wait: 'APPOINTMENT',
  off: 'APPOINTMENT',
  enc: 'RECORD',
  not: 'RECORD',
  obs: 'RECORD',
}

/** Milliseconds that the log waits to hear it. */
const patience = 800

/**
 * The patients of the objects that a path names, for a request whose answer names none: one that was refused. Asked as the system, for the
 * log alone; whoever was refused hears nothing of it. A Worker that is silent costs the name: the entry still has the object's id.
 */
export async function whose(env: Bindings, { clinicId, at, requestId }: Actor, path: string): Promise<string[]> {
  const byWorker = Map.groupBy(path.split('/'), part => knows[part.slice(0, part.indexOf('-'))])
  const asking = (['APPOINTMENT', 'RECORD'] as const).map(async worker => {
    const ids = byWorker.get(worker)
    if (!ids) return []
    const outcome = await settle(patience, env[worker].whose(system(clinicId, at, requestId), ids))
    if ('value' in outcome && outcome.value.ok) return outcome.value.value
    log('access_log.whose_unknown', { clinicId, requestId, ...('error' in outcome ? thrown(outcome.error) : {}) })
    return []
  })
  return (await Promise.all(asking)).flat()
}
