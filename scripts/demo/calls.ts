import type { GatewayBindings } from '../../gateway/gateway.ts'
import type { Actor } from '../../workers/shared/actor.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import type { DemoClinic } from './clinics/clinic.ts'

/** What the demo Worker reaches: the verbs of the four Workers, and the database of identity. */
export type Workers = Pick<GatewayBindings, 'PATIENT' | 'STAFF' | 'APPOINTMENT' | 'RECORD' | 'IDENTITY_DB'>

/** Refusals that say that a step was taken before: the load was stopped between the step and the note of it. */
const takenBefore = new Set(['wrong_status', 'signed', 'staff_busy', 'patient_busy', 'room_busy'])

/** @throws Refused with the failure's code: the demo obeys every rule, so a refusal is a mistake of the plan. */
export async function must<T>(
  verb: string,
  answer: Promise<{ ok: true; value: T } | { ok: false; code: string; details?: unknown }>,
): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Refused(verb, result.code, result.details)
  return result.value
}

export class Refused extends Error {
  readonly again: boolean
  constructor(verb: string, code: string, details: unknown) {
    super(`${verb}: ${code} ${JSON.stringify(details ?? '')}`)
    this.again = takenBefore.has(code)
  }
}

export interface Who {
  accountId?: string
  name?: string
  staffId?: string
}

/**
 * People of a demo clinic, at any instant. A write under a key is answered as the first time where it is repeated, so that a load which was
 * stopped may take its last steps again.
 */
export function actors({ clinic }: DemoClinic) {
  return (role: Role, at: number, { accountId, name, staffId }: Who = {}, key?: string): Actor => ({
    kind: 'member',
    accountId: accountId ?? `acc-demo-${role}`,
    name: name ?? role,
    clinicId: clinic.id,
    timezone: clinic.timezone,
    country: clinic.country,
    currency: clinic.currency,
    locale: clinic.locale,
    roles: [role],
    staffId,
    patients: [],
    requestId: crypto.randomUUID(),
    at,
    ...(key === undefined ? {} : { repeat: { key, route: 'demo', bodyHash: '' } }),
  })
}

/** Do all of it, a few at a time; the first failure ends it. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, i: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i]
      if (item !== undefined) await work(item, i)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
