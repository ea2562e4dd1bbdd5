import { firstWeekdayOf } from '../../../workers/shared/country/habits.ts'
import { language } from './language.ts'

/**
 * Instants are ISO text in UTC; people see the wall clock of the clinic's zone. A wall time here is `2026-03-02T14:00` without a zone.
 * The zone is set once per session by `setZone`.
 */
let zone = Intl.DateTimeFormat().resolvedOptions().timeZone
/** The clinic's country, set with the zone: it says with which day a week begins. */
let country = ''

export function setZone(next: string): void {
  zone = next
}

export function setCountry(next: string): void {
  country = next
}

/** The day with which weeks begin in the clinic's country, 1 Monday to 7 Sunday. */
export function firstWeekday(): ReturnType<typeof firstWeekdayOf> {
  return firstWeekdayOf(country)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const locale = language() === 'id' ? 'id-ID' : 'en-GB'
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone })
    formats.set(key, found)
  }
  return found
}

type Instant = string | number | Date

/** `09:30`, in the clinic's zone, in both languages with a colon. */
export function clock(at: Instant): string {
  return wall(at).slice(11, 16)
}

export function clockRange(from: Instant, to: Instant): string {
  return `${clock(from)}–${clock(to)}`
}

/** `Fri 20 Nov` of an instant. */
export function shortDay(at: Instant): string {
  return format({ weekday: 'short', day: 'numeric', month: 'short' }, zone).format(new Date(at))
}

/** `20 Nov 2026` of an instant. */
export function dayOf(at: Instant): string {
  return format({ day: 'numeric', month: 'short', year: 'numeric' }, zone).format(new Date(at))
}

/** `Friday, 20 November 2026` of a calendar date. */
export function longDate(date: string): string {
  return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'UTC').format(
    new Date(`${date}T00:00Z`),
  )
}

/** `Fri, 20 Nov 2026` of a calendar date, where room is short. */
export function shortDate(date: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
  return format(options, 'UTC').format(new Date(`${date}T00:00Z`))
}

/** `November 2026` of a calendar date. */
export function monthName(date: string): string {
  return format({ month: 'long', year: 'numeric' }, 'UTC').format(new Date(`${date}T00:00Z`))
}

/** `16–22 Nov 2026`, both days included. */
export function dateRangeText(from: string, to: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const
  return format(options, 'UTC').formatRange(new Date(`${from}T00:00Z`), new Date(`${to}T00:00Z`))
}

/** `Fri` of a calendar date. */
export function weekdayName(date: string): string {
  return format({ weekday: 'short' }, 'UTC').format(new Date(`${date}T00:00Z`))
}

/** `20 Nov 2026` of a date of which only the year or month may be known: `Nov 2026`, `2026`. */
export function plainDate(date: string): string {
  const [, month, day] = date.split('-')
  if (!month) return date
  if (!day) return format({ month: 'short', year: 'numeric' }, 'UTC').format(new Date(`${date}-01T00:00Z`))
  return format({ day: 'numeric', month: 'short', year: 'numeric' }, 'UTC').format(new Date(`${date}T00:00Z`))
}

const parts = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of an instant: `2026-03-02T14:00:00`. */
export function wall(at: Instant, timeZone = zone): string {
  let found = parts.get(timeZone)
  if (!found) {
    // sv-SE writes `2026-03-02 14:00:00`.
    found = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    parts.set(timeZone, found)
  }
  return found.format(new Date(at)).replace(' ', 'T')
}

/** The calendar date of an instant in the clinic: `2026-03-02`. */
export function dateOf(at: Instant): string {
  return wall(at).slice(0, 10)
}

export function today(): string {
  return dateOf(Date.now())
}

/** The instant of a wall time. In the hour that a spring change skips it is the hour after; in a repeated hour, the first. */
export function instantOf(wallTime: string, timeZone = zone): string {
  const wanted = Date.parse(`${wallTime.length === 10 ? `${wallTime}T00:00` : wallTime}Z`)
  const offset = (at: number) => Date.parse(`${wall(at, timeZone)}Z`) - at
  const first = wanted - offset(wanted - 86_400_000)
  const second = wanted - offset(first)
  const fits = [first, second].find(at => at + offset(at) === wanted)
  return new Date(fits ?? Math.max(first, second)).toISOString()
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 1 = Monday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00Z`).getUTCDay() || 7
}

export function minutesBetween(from: Instant, to: Instant): number {
  return Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000)
}

/** `WIB`, `EST`, else `GMT+7`: the clinic's zone as its people call it, which only the locale of their own country knows. */
export function zoneName(): string {
  const names = ['id-ID', 'en-US', 'en-GB', 'en-AU'].map(locale =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(new Date())
      .find(part => part.type === 'timeZoneName'),
  )
  return (names.find(name => name && !name.value.startsWith('GMT')) ?? names[0])?.value ?? zone
}

/** Whether the viewer's own clock differs from the clinic's. */
export function viewerElsewhere(): boolean {
  const now = Date.now()
  return wall(now) !== wall(now, Intl.DateTimeFormat().resolvedOptions().timeZone)
}

/** Whole years, or months below two, of a birth date that may be partial. */
export function age(birthDate: string): { years: number } | { months: number } {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number)
  const [y = 0, m = 0, d = 0] = today().split('-').map(Number)
  const months = (y - year) * 12 + (m - month) - (d < day ? 1 : 0)
  return months < 24 && birthDate.length > 4 ? { months: Math.max(0, months) } : { years: Math.floor(months / 12) }
}
