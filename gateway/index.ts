import { api } from './api.ts'
import type { GatewayBindings, IdentityEnv } from './gateway.ts'
import { settlingAfterWrites } from './identity/settle-outboxes.ts'
import { identityOf } from './identity/verbs.ts'
import { announcing } from './live/announce.ts'
import { sweep } from './sweep.ts'

export { AccessLog } from './access-log/chain/access-log-object.ts'
export { Live } from './live/live.ts'

/**
 * The bindings, with identity beside the domain Workers. The generated types split a verb's answer into a union of promises; `Verbs` says why
 * seeing the bindings as verbs is sound.
 */
function bindings(env: GatewayEnv, meanwhile: (work: Promise<unknown>) => void): GatewayBindings {
  const workers = announcing(env as unknown as IdentityEnv, meanwhile)
  const all: GatewayBindings = announcing({ ...workers, IDENTITY: identityOf(workers) }, meanwhile)
  return { ...all, IDENTITY: settlingAfterWrites(all, meanwhile) }
}

/** The gateway's entry: HTTP, and the sweep each minute. */
export default {
  fetch: (request, env, context) =>
    api.fetch(
      request,
      bindings(env, work => context.waitUntil(work)),
      context,
    ),
  scheduled: (event, env, context) =>
    sweep(
      bindings(env, work => context.waitUntil(work)),
      event.scheduledTime,
    ),
} satisfies ExportedHandler<GatewayEnv>
