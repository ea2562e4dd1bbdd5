import type { GatewayBindings } from '../../gateway/gateway.ts'
import { join, openAccount } from '../../gateway/identity/accounts/account.ts'
import { foundClinic } from '../../gateway/identity/accounts/create-clinic.ts'

/** One call: a verb of a Worker, or a function of the gateway's identity. Its first input says who asks and when. */
interface Call {
  worker: 'PATIENT' | 'STAFF' | 'APPOINTMENT' | 'RECORD' | 'IDENTITY'
  verb: string
  input: unknown[]
}

const identity = { foundClinic, openAccount, join } as const

/** Relays calls to the verbs, so that the demo obeys every rule a receptionist obeys. */
export default {
  async fetch(request: Request, env: GatewayBindings): Promise<Response> {
    if (request.method !== 'POST') return new Response('ok')
    const { worker, verb, input } = await request.json<Call>()
    if (worker === 'IDENTITY') {
      const call = identity[verb as keyof typeof identity] as (...all: unknown[]) => Promise<unknown>
      return Response.json({ ok: true, value: (await call(env, ...input)) ?? null })
    }
    const verbs = env[worker] as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>
    return Response.json(await verbs[verb]?.(...input))
  },
}
