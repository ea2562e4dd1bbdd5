import { addDays, localDate, startOfDay } from '#shared/time'
import type { Interval } from './intervals.ts'

/** The clinic's day in which an instant lies. */
export function dayOf(at: number, zone: string): Interval {
  const date = localDate(at, zone)
  return { from: startOfDay(date, zone), to: startOfDay(addDays(date, 1), zone) }
}
