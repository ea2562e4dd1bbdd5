import { readDate } from '../../parts/dates.ts'

/** How the cells of spreadsheets become values of the API. What cannot be read stays as it is: the schema then names the rule. */

const sexWords: Record<string, string> = {
  f: 'female',
  female: 'female',
  woman: 'female',
  w: 'female',
  perempuan: 'female',
  wanita: 'female',
  p: 'female',
  pr: 'female',
  m: 'male',
  male: 'male',
  man: 'male',
  'laki laki': 'male',
  laki: 'male',
  lk: 'male',
  pria: 'male',
  l: 'male',
  other: 'other',
  lainnya: 'other',
  o: 'other',
  x: 'other',
  unknown: 'unknown',
  u: 'unknown',
  'tidak diketahui': 'unknown',
}

/** An empty cell says that nobody wrote it down: `unknown`. */
export function sexOf(cell: string): string {
  const word = cell
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
  return word === '' ? 'unknown' : (sexWords[word] ?? cell)
}

const countries: Record<string, string> = {
  usa: 'US',
  'united states': 'US',
  'united states of america': 'US',
  america: 'US',
  indonesia: 'ID',
  uk: 'GB',
  'united kingdom': 'GB',
  england: 'GB',
  inggris: 'GB',
  'amerika serikat': 'US',
  singapore: 'SG',
  singapura: 'SG',
  malaysia: 'MY',
  australia: 'AU',
  japan: 'JP',
  jepang: 'JP',
  netherlands: 'NL',
  belanda: 'NL',
}

export function countryOf(cell: string): string {
  return countries[cell.trim().toLowerCase()] ?? (cell.trim().length === 2 ? cell.trim().toUpperCase() : cell)
}

export type DateOrder = 'day' | 'month'

/** A date in the one order in which its column is read; with a time of day behind it, the date alone. */
export function dateOf(cell: string, order: DateOrder | undefined): string {
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2})?.*$/, '')
  if (order === undefined && numbersOf(text)) return cell
  return readDate(text, { partial: true, monthFirst: order === 'month', strict: true }) ?? cell
}

/** `M` and `S` as the common systems write marital status; other words stay. */
export function maritalStatusOf(cell: string): string {
  const codes: Record<string, string> = { m: 'married', s: 'single', d: 'divorced', w: 'widowed', u: 'unknown' }
  return codes[cell.trim().toLowerCase()] ?? cell
}

/** Day and month of a date whose order matters: 03/04/1990, 13.02.90. */
function numbersOf(cell: string): [first: number, second: number] | undefined {
  const match = /^\s*(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+\d{2,4}/.exec(cell)
  return match ? [Number(match[1]), Number(match[2])] : undefined
}

/**
 * What a column of dates says of its order: 13/02/1990 only reads one way.
 *
 * @returns `day`, `month`, `open` where every date reads both ways, `both` where the column contradicts itself, or `none` where no date
 *   depends on it.
 */
export function dateOrderOf(cells: string[]): DateOrder | 'open' | 'both' | 'none' {
  const dates = cells.map(numbersOf).filter(numbers => numbers !== undefined)
  const dayFirst = dates.some(([first]) => first > 12)
  const monthFirst = dates.some(([, second]) => second > 12)
  if (dayFirst && monthFirst) return 'both'
  if (dayFirst || monthFirst) return dayFirst ? 'day' : 'month'
  return dates.length > 0 ? 'open' : 'none'
}
