import { Temporal } from 'temporal-polyfill'

/** Inside, an instant is Unix milliseconds; outside, ISO 8601 in UTC. Days and hours are the clinic's, by its IANA zone. */

/** The outside form of an instant: `2026-03-02T14:00:00.000Z`. */
export function iso(at: number): string {
  return new Date(at).toISOString()
}

export function isoOrNull(at: number | null | undefined): string | undefined {
  return at === null || at === undefined ? undefined : iso(at)
}

/** Milliseconds of an instant, or of a plain date's midnight in the clinic's zone. The text has passed `moment` or `instant`. */
export function toInstant(value: string, zone: string): number {
  return value.includes('T') ? Date.parse(value) : startOfDay(value, zone)
}

/** When a local day begins: midnight, or the first moment after a clock change that skips it. */
export function startOfDay(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
}

/** The clinic's calendar date at an instant. */
export function localDate(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** 1 is Monday, 7 Sunday. */
export function weekday(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** The hour of the clinic's clock at an instant, 0 to 23. */
export function localHour(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour
}

/**
 * The instant at which the clinic's clock shows a time of day, `08:00` to `24:00`. A time that a clock change skips is the moment of the
 * change; one that comes twice is the first.
 */
export function atLocalTime(date: string, time: string, zone: string): number {
  if (time === '24:00') return startOfDay(addDays(date, 1), zone)
  const wanted = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds
  return found.getTimeZoneTransition('next')?.epochMilliseconds ?? found.epochMilliseconds
}
