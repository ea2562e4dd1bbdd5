import { isPlaceholder } from '../../../../workers/patient/import/placeholders.ts'
import type { Target } from './fields.ts'

/** Words that say that there is nothing. Not in a name: people are called Null and None. */
const words = /^(?:n\/?a|nil|null|none|unknown|not known|tidak ada|tdk ada|tidak diketahui|belum ada|kosong|no)\.?$/i
/** The day before the first, which a spreadsheet writes for 0. */
const dayZero = /^(?:0?0[-/]0?1[-/]1900|0?1[-/]0?0[-/]1900|1900-01-00)(?: 00?:00(?::00)?)?$/

const numbers: readonly Target[] = ['nationalId', 'bpjs', 'passport', 'memberNumber', 'address.postalCode', 'email']
const phones: readonly Target[] = ['phone', 'guardian.phone']
const dates: readonly Target[] = ['birthDate', 'deceased.date']

/** Whether a cell of this column says nothing: a sign for nothing, a date of zeros, and where a 0 is no value, that too. */
export function isBlank(cell: string, target: Target): boolean {
  const text = cell.trim()
  if (text === '' || isPlaceholder(text)) return true
  if (phones.includes(target)) return words.test(text) || /^0+$/.test(text)
  if (dates.includes(target)) return words.test(text) || dayZero.test(text) || /^0+$/.test(text)
  return numbers.includes(target) && (words.test(text) || text === '0')
}
