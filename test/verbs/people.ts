import type { Actor } from '#shared/actor'
import type { Role } from '#shared/permissions'

/** 2 March 2026, a Monday, 07:00 in New York. */
export const monday = Date.parse('2026-03-02T12:00:00.000Z')

/** A clinic that no other test knows, and people of it. Fresh identities instead of clean-up. */
export function aClinic(overrides: Partial<Actor> = {}) {
  const clinicId = `cln-${crypto.randomUUID()}`
  const as = (role: Role, more: Partial<Actor> = {}): Actor => ({
    kind: 'member',
    accountId: `acc-${crypto.randomUUID()}`,
    name: `A ${role}`,
    clinicId,
    timezone: 'America/New_York',
    // A clinic of a test that names its currency alone is where people pay with it.
    country: overrides.currency === 'IDR' ? 'ID' : 'US',
    currency: 'USD',
    locale: 'en',
    roles: [role],
    patients: [],
    requestId: crypto.randomUUID(),
    at: monday,
    ...overrides,
    ...more,
  })
  return { clinicId, as }
}

/** So many things made by one function. */
export function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i))
}

/** The value of a result that must be well. */
export function must<T>(result: { ok: true; value: T } | { ok: false; code: string; details?: unknown }): T {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.details ?? '')}`)
  return result.value
}
