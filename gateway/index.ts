import { api } from './api.ts'
import type { GatewayBindings } from './gateway.ts'
import { sweep } from './sweep.ts'

export { AccessLog } from './access-log/log.ts'
export { Live } from './live/live.ts'

/** The generated types split a verb's answer into a union of promises; `Verbs` says why seeing the bindings as verbs is sound. */
const bindings = (env: GatewayEnv) => env as unknown as GatewayBindings

/** The gateway's entry: HTTP, and the sweep each minute. */
export default {
  fetch: (request, env, context) => api.fetch(request, bindings(env), context),
  scheduled: (event, env) => sweep(bindings(env), event.scheduledTime),
} satisfies ExportedHandler<GatewayEnv>
