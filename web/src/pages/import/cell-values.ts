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

/** A date in the order that this file writes; with a time of day behind it, the date alone. */
export function dateOf(cell: string, monthFirst: boolean): string {
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2})?.*$/, '')
  return readDate(text, { partial: true, monthFirst }) ?? cell
}

/** `M` and `S` as the common systems write marital status; other words stay. */
export function maritalStatusOf(cell: string): string {
  const codes: Record<string, string> = { m: 'married', s: 'single', d: 'divorced', w: 'widowed', u: 'unknown' }
  return codes[cell.trim().toLowerCase()] ?? cell
}

/**
 * Whether a column of dates says which order it is in: 13/02/1990 only reads one way.
 *
 * @returns `day`, `month`, `open` where every date reads both ways, or `none` where no date depends on it.
 */
export function dateOrderOf(cells: string[]): 'day' | 'month' | 'open' | 'none' {
  let order: 'open' | 'none' = 'none'
  for (const cell of cells) {
    const match = /^\s*(\d{1,2})[\s/.-](\d{1,2})[\s/.-]\d{2,4}/.exec(cell)
    if (!match) continue
    if (Number(match[1]) > 12) return 'day'
    if (Number(match[2]) > 12) return 'month'
    order = 'open'
  }
  return order
}
