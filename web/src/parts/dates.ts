import { monthOf } from '../../../workers/shared/country/month-names.ts'

/**
 * A date as people write it: 31/12/1984, 31 12 84, 31-12-1984, 1984-12-31, 31121984, 31 Des 1984, Dec 31, 1984; with `partial` also
 * 12/1984, 1984-12, Des 1984 and 1984.
 *
 * @param monthFirst reads 12/31/1984 as the United States do. Where that cannot be a date, the other order is tried, unless `strict`.
 * @returns `1984-12-31` (or `1984-12`, `1984`), or null.
 */
export function readDate(
  typed: string,
  { partial = false, monthFirst = false, strict = false, latestYear = new Date().getFullYear() } = {},
): string | null {
  const text = typed.trim()
  const compact = /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  const written = compact ? compact.slice(1) : text.split(/[\s/.\-,]+/).filter(Boolean)
  const named = written.findIndex(one => /^[a-z]{3,10}$/i.test(one) && monthOf(one) > 0)
  if (named >= 0) return namedDate(written, named, partial, latestYear)
  if (written.some(one => !/^\d{1,4}$/.test(one))) return null
  const [a = '', b = '', c = ''] = written
  if (written.length === 3) {
    if (a.length === 4) return calendar(Number(a), Number(b), Number(c))
    const year = fullYear(c, latestYear)
    const dayFirst = calendar(year, Number(b), Number(a))
    const otherWay = calendar(year, Number(a), Number(b))
    if (strict) return monthFirst ? otherWay : dayFirst
    return monthFirst ? (otherWay ?? dayFirst) : (dayFirst ?? otherWay)
  }
  if (!partial) return null
  if (written.length === 2) {
    const [year, month] = a.length === 4 ? [Number(a), Number(b)] : b.length === 4 ? [Number(b), Number(a)] : [0, 0]
    return year >= 1800 && month >= 1 && month <= 12 ? `${year}-${twoDigits(month)}` : null
  }
  return a.length === 4 && Number(a) >= 1800 && written.length === 1 ? a : null
}

/** A date whose month is a word: the day before or behind it, the year last or first. */
function namedDate(written: string[], named: number, partial: boolean, latestYear: number): string | null {
  const month = monthOf(written[named] ?? '')
  const numbers = written.filter((_, i) => i !== named)
  if (numbers.some(one => !/^\d{1,4}$/.test(one))) return null
  const [a = '', b = ''] = numbers
  if (numbers.length === 1) return partial && a.length === 4 && Number(a) >= 1800 ? `${a}-${twoDigits(month)}` : null
  if (numbers.length !== 2) return null
  const [day, year] = a.length === 4 ? [b, a] : [a, b]
  return calendar(fullYear(year, latestYear), month, Number(day))
}

/** 84 is 1984, 12 is 2012: the latest year that is not after this one. */
function fullYear(written: string, latest: number): number {
  const year = Number(written)
  if (written.length !== 2) return year
  const century = Math.floor(latest / 100) * 100
  return century + year > latest ? century - 100 + year : century + year
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function calendar(year: number, month: number, day: number): string | null {
  if (year < 1800 || year > 2200) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? `${year}-${twoDigits(month)}-${twoDigits(day)}` : null
}
