import { aMonday, type ClinicFixture } from './clinic-fixture.ts'
import type { Sample } from './route-areas.ts'

/** What the samples of routes are put together from. */
export const at = (path: string, body?: Record<string, unknown>): Sample => (body ? { path, body } : { path })
export const hour = 3_600_000
export const later = (hours: number) => new Date(Math.ceil(Date.now() / hour) * hour + hours * hour).toISOString()
export const price = { amount: 100, currency: 'USD' }
/** A word that nobody has, and that comes last in every order. */
export const unique = () => `z${crypto.randomUUID().slice(0, 8)}`
/** A time of its own for each booking of a clinic, after all that a fixture has booked: the same for every clinic. */
const bookings = new Map<string, number>()
export function aTime({ clinicId }: ClinicFixture, from = 400): string {
  const count = (bookings.get(clinicId) ?? 0) + 1
  bookings.set(clinicId, count)
  return later(from + count)
}
/** The two days in which a fixture has its visits. */
export const spans = () => {
  const date = (days: number) => new Date(aMonday(Date.now()) + days * 24 * hour).toISOString().slice(0, 10)
  return `from=${date(0)}&to=${date(2)}`
}
