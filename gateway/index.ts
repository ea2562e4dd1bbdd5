import { api } from './api.ts'
import type { GatewayBindings, IdentityEnv } from './gateway.ts'
import { identityOf } from './identity/verbs.ts'
import { sweep } from './sweep.ts'

export { AccessLog } from './access-log/chain/access-log-object.ts'
export { Live } from './live/live.ts'

/**
 * The bindings, with identity beside the domain Workers. The generated types split a verb's answer into a union of promises; `Verbs` says why
 * seeing the bindings as verbs is sound.
 */
function bindings(env: GatewayEnv): GatewayBindings {
  const workers = env as unknown as IdentityEnv
  return { ...workers, IDENTITY: identityOf(workers) }
}

/** The gateway's entry: HTTP, and the sweep each minute. */
export default {
  fetch: (request, env, context) => api.fetch(request, bindings(env), context),
  scheduled: (event, env) => sweep(bindings(env), event.scheduledTime),
} satisfies ExportedHandler<GatewayEnv>
