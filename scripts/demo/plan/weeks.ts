import { Temporal } from 'temporal-polyfill'
import type { DemoClinic, DemoStaff } from '../clinics/clinic.ts'
import { harapan } from '../clinics/harapan.ts'

/**
 * Whoever works in both clinics is in one of them a week. The weeks are the calendar's, the same in both time zones: those of the day on which
 * the demo is loaded, as Jakarta counts it, and every second one from there are Harapan's.
 */

const monday = Temporal.PlainDate.from('2024-01-01')

const weekNumber = (date: Temporal.PlainDate) => Math.floor(monday.until(date, { largestUnit: 'days' }).days / 7)

export function dateIn(demo: DemoClinic, now: number, days: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(demo.clinic.timezone)
    .toPlainDate()
    .add({ days })
}

/** Whether this week is one of those in which the member of staff is here. */
export function isHere({ weeks }: DemoStaff, date: Temporal.PlainDate, now: number): boolean {
  if (!weeks) return true
  const same = (weekNumber(date) - weekNumber(dateIn(harapan, now, 0))) % 2 === 0
  return same === (weeks === 'this')
}

export function worksOn(member: DemoStaff, date: Temporal.PlainDate, now: number): boolean {
  return (member.hours?.weekdays.includes(date.dayOfWeek) ?? false) && isHere(member, date, now)
}

/** The Mondays of some weeks around the day of the load, from six before to nine after. */
export function mondaysAround(demo: DemoClinic, now: number): Temporal.PlainDate[] {
  const today = dateIn(demo, now, 0)
  const first = today.subtract({ days: today.dayOfWeek - 1 + 42 })
  return Array.from({ length: 16 }, (_, i) => first.add({ weeks: i }))
}
