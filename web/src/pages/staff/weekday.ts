import { longDate } from '../../i18n/time.ts'

/** `Monday` for 1, in the reader's language. */
export function dayName(weekday: number): string {
  // 5 January 1970 was a Monday.
  return longDate(`1970-01-${String(4 + weekday).padStart(2, '0')}`).split(/[, ]/)[0] ?? ''
}
