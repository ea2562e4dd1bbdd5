import type { Actor } from '#shared/actor'
import type { Changed } from '#shared/database/ledger'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../gateway.ts'

/**
 * The one place at which changes reach the live channel: every verb of every Worker is asked through bindings that look at what its answer
 * says has changed. Which door the write came through, a route, the sweep or the clinic's alarm, makes no difference.
 */

const binding = ['PATIENT', 'STAFF', 'APPOINTMENT', 'RECORD', 'IDENTITY'] as const
type Announcing = Pick<GatewayBindings, 'LIVE'> & Partial<Pick<GatewayBindings, (typeof binding)[number]>>

/**
 * The same bindings, whose verbs announce what they have changed.
 *
 * @param meanwhile takes the work that nobody waits for.
 */
export function announcing<Env extends Announcing>(env: Env, meanwhile: (work: Promise<unknown>) => void): Env {
  const heard = Object.fromEntries(
    binding.flatMap(name => {
      const worker = env[name]
      return worker ? [[name, listeningTo(worker, changed => meanwhile(announce(env, changed)))]] : []
    }),
  )
  return { ...env, ...heard }
}

/** Tell each clinic what has changed in it. */
export async function announce({ LIVE }: Pick<GatewayBindings, 'LIVE'>, changed: readonly Changed[]): Promise<void> {
  const byClinic = Map.groupBy(changed, ({ clinicId }) => clinicId)
  await Promise.all(
    [...byClinic].map(([clinicId, those]) =>
      LIVE.getByName(clinicId)
        .announce(those)
        // What nobody heard of is found by whoever comes back or looks again: the data itself is safe.
        .catch((error: unknown) => log('live.unheard', { clinicId, count: those.length, ...thrown(error) })),
    ),
  )
}

type Call = (actor: Actor, input: unknown) => Promise<{ changed?: Changed[] }>

function listeningTo<W extends object>(worker: W, hear: (changed: Changed[]) => void): W {
  return new Proxy(worker, {
    get(target, name) {
      const found = Reflect.get(target, name)
      // Verbs have a dot in their names; the housekeeping of a Worker changes no clinic's data.
      if (typeof name !== 'string' || !name.includes('.')) return found
      return async (actor: Actor, input: unknown) => {
        // By the name on its target: the runtime's bindings make each method anew.
        const result = await (target as Record<string, Call>)[name]?.(actor, input)
        if (result?.changed) hear(result.changed)
        return result
      }
    },
  })
}
