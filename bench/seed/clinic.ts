/** The clinic that is measured, and how its ids are made: known beforehand, so that requests can be made up without asking. */

export const clinic = {
  id: 'cln-b-1',
  timezone: 'Asia/Jakarta',
  /** Minutes by which its clock is ahead of UTC, all year. */
  offset: 420,
  country: 'ID',
  currency: 'IDR',
  locale: 'id',
} as const

export const doctors = 10
/** Visits of each doctor today, and on each of the next 14 days. The same whatever the clinic's size: a day does not grow with the past. */
export const visitsToday = 16
export const visitsAhead = { each: 10, days: 14 }
/** Every hundredth patient has come for years. */
export const chronic = { every: 100, visits: 40 }
export const ordinaryVisits = 2

export const ids = {
  patient: (i: number) => `pat-b-${String(i).padStart(8, '0')}`,
  doctor: (i: number) => `stf-b-${i}`,
  room: (i: number) => `rom-b-${i}`,
  visitType: 'vty-b-1',
  visit: (i: number) => `apt-b-${String(i).padStart(8, '0')}`,
  /** Of a past visit's number. */
  encounter: (i: number) => `enc-b-${String(i).padStart(8, '0')}`,
}

const day = 86_400_000

/** The instant of a time of day, in minutes, so many of the clinic's days after the one that `now` lies in. */
export function instantOn(now: number, days: number, minutes: number): number {
  const midnight = Math.floor((now + clinic.offset * 60_000) / day) * day - clinic.offset * 60_000
  return midnight + days * day + minutes * 60_000
}

/** The clinic's date so many days after `now`. */
export function dateOn(now: number, days: number): string {
  return new Date(now + clinic.offset * 60_000 + days * day).toISOString().slice(0, 10)
}
