import { addDays, dateRangeText, firstWeekday, monthName, shortDate, weekdayOf } from '../../i18n/time.ts'
import type { Span } from './scheduleUrl.ts'

/** Which days a view shows. Dates are the clinic's, `to` exclusive; a month is shown in whole weeks, at most 42 days. */

export interface Range {
  from: string
  to: string
}

/** The day with which the week of a date begins in the clinic's country. */
function weekStart(date: string): string {
  return addDays(date, -((weekdayOf(date) - firstWeekday() + 7) % 7))
}

/** The first day of a month so many months away. */
function firstOfMonth(date: string, months = 0): string {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

export function rangeOf(span: Span, date: string): Range {
  if (span === 'day') return { from: date, to: addDays(date, 1) }
  if (span === 'week') return { from: weekStart(date), to: addDays(weekStart(date), 7) }
  return { from: weekStart(firstOfMonth(date)), to: addDays(weekStart(addDays(firstOfMonth(date, 1), -1)), 7) }
}

/** The same view earlier or later; a month keeps the day of the month where it has one. */
export function steppedDate(span: Span, date: string, by: 1 | -1): string {
  if (span === 'day') return addDays(date, by)
  if (span === 'week') return addDays(date, 7 * by)
  const last = addDays(firstOfMonth(date, by + 1), -1)
  const same = `${firstOfMonth(date, by).slice(0, 8)}${date.slice(8)}`
  return same < last ? same : last
}

export function rangeWords(span: Span, date: string): string {
  if (span === 'day') return shortDate(date)
  if (span === 'month') return monthName(date)
  const { from, to } = rangeOf(span, date)
  return dateRangeText(from, addDays(to, -1))
}

export function daysOf({ from, to }: Range): string[] {
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}
