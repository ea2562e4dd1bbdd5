import { monthOf } from '#shared/country/month-names'

/** Birth dates as people write them in a search box. */

function iso(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real && year >= 1800 ? date.toISOString().slice(0, 10) : undefined
}

/** A year of two digits is of this century or the last; the one to come later is no birth. */
function yearsOf(text: string, today: string): number[] {
  if (text.length === 4) return [Number(text)]
  const century = Number(today.slice(0, 2)) * 100
  return [century - 100 + Number(text), century + Number(text)]
    .filter(year => year <= Number(today.slice(0, 4)))
    .reverse()
}

/**
 * The dates that a text may mean, the likeliest first: `1984-12-31`, `31/12/1984`, `31 12 84`, `12/31/1984`, `31 Dec 1984`, `31121984`.
 * Where day and month could be either, both are answered, in the clinic's order.
 *
 * @param today `YYYY-MM-DD`.
 * @param monthFirst how the clinic writes dates.
 * @returns ISO dates, also `1984-07` for a year and month; empty for anything else.
 */
export function datesIn(text: string, today: string, monthFirst: boolean): string[] {
  const typed = text.trim().toLowerCase().replace(/,/g, ' ')
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(typed)) return [typed]
  const named =
    /^(\d{1,2})[ .-]+([a-z]{3,9})\.?[ .-]+(\d{4}|\d{2})$/.exec(typed) ??
    swap(/^([a-z]{3,9})\.? +(\d{1,2}) +(\d{4})$/.exec(typed))
  if (named) {
    const month = monthOf(named[2] ?? '')
    return known(yearsOf(named[3] ?? '', today).map(year => iso(year, month, Number(named[1]))))
  }
  const whole = /^(\d{8})$/.exec(typed)?.[1]
  if (whole) {
    const year = Number(whole.slice(4))
    const [first, second] = [Number(whole.slice(0, 2)), Number(whole.slice(2, 4))]
    return known([
      iso(Number(whole.slice(0, 4)), Number(whole.slice(4, 6)), Number(whole.slice(6))),
      iso(year, ...order(first, second, monthFirst)),
    ])
  }
  const parts = /^(\d{1,4})[ ./-]+(\d{1,2})[ ./-]+(\d{4}|\d{1,2})$/.exec(typed)
  if (!parts) return []
  const [, first = '', second = '', third = ''] = parts
  if (first.length === 4) return known([iso(Number(first), Number(second), Number(third))])
  if (first.length > 2 || third.length === 1) return []
  return known(
    yearsOf(third, today).flatMap(year => [
      iso(year, ...order(Number(first), Number(second), monthFirst)),
      iso(year, ...order(Number(first), Number(second), !monthFirst)),
    ]),
  )
}

/** Month and day of two numbers. */
function order(first: number, second: number, monthFirst: boolean): [month: number, day: number] {
  return monthFirst ? [first, second] : [second, first]
}

function swap(match: RegExpExecArray | null) {
  return match ? [match[0], match[2], match[1], match[3]] : undefined
}

function known(dates: (string | undefined)[]): string[] {
  return [...new Set(dates.filter(date => date !== undefined))]
}
