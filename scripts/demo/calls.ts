import type { GatewayBindings } from '../../gateway/gateway.ts'
import type { Actor } from '../../workers/shared/actor.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import type { DemoClinic } from './clinics.ts'

/** Calls to the demo Worker, typed by the verbs they reach. */

type Workers = Pick<GatewayBindings, 'PATIENT' | 'STAFF' | 'APPOINTMENT' | 'RECORD'>
type Verb<W extends keyof Workers, V extends keyof Workers[W]> = Workers[W][V] extends (
  ...input: infer I
) => Promise<infer R>
  ? { input: I; value: R extends { ok: true; value: infer T } ? T : never }
  : never

export interface Caller {
  verb<W extends keyof Workers, V extends keyof Workers[W] & string>(
    worker: W,
    verb: V,
    ...input: Verb<W, V>['input']
  ): Promise<Verb<W, V>['value']>
  identity<T>(name: 'foundClinic' | 'openAccount' | 'join', ...input: unknown[]): Promise<T>
}

/** @throws Error with the failure's code: the demo obeys every rule, so a refusal is a mistake of the plan. */
export function caller(url: string): Caller {
  const send = async (worker: string, verb: string, input: unknown[]) => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ worker, verb, input }) })
    if (!answer.ok) throw new Error(`${worker}.${verb}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
    const result = (await answer.json()) as { ok: boolean; value?: unknown; code?: string; details?: unknown }
    if (!result.ok) throw new Error(`${worker}.${verb}: ${result.code} ${JSON.stringify(result.details ?? '')}`)
    return result.value
  }
  return {
    // The Worker answers what the verb answers; the types above say which.
    verb: (worker, verb, ...input) => send(worker, verb, input) as never,
    identity: (name, ...input) => send('IDENTITY', name, input) as never,
  }
}

/** People of a demo clinic, at any instant. */
export function actors({ clinic }: DemoClinic) {
  return (role: Role, at: number, who: { accountId?: string; name?: string; staffId?: string } = {}): Actor => ({
    kind: 'member',
    accountId: who.accountId ?? `acc-demo-${role}`,
    name: who.name ?? role,
    clinicId: clinic.id,
    timezone: clinic.timezone,
    currency: clinic.currency,
    locale: clinic.locale,
    roles: [role],
    staffId: who.staffId,
    patients: [],
    requestId: crypto.randomUUID(),
    at,
  })
}

/** Do all of it, a few at a time; the first failure ends it. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, i: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i]
      if (item !== undefined) await work(item, i)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
