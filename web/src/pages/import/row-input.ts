import * as v from 'valibot'
import { identifierProblems } from '../../../../workers/patient/identifier-rules.ts'
import { ImportRow } from '../../../../workers/patient/import/contract.ts'
import { choicesOf, importedPlainFields } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import { today } from '../../i18n/time.ts'
import { rulesOf } from '../registration/validation.ts'
import { isBlank } from './blank-cells.ts'
import { countryOf, type DateOrder, dateOf, maritalStatusOf, sexOf } from './cell-values.ts'
import { contactColumns, contactsOf, isChild } from './contacts.ts'
import { isImportedPlainField, type Target } from './fields.ts'
import { cellText } from './sheet/read-file.ts'

/** A problem of one row: the column it stands in, or -1 where no column holds it, and the rule. */
export interface CellProblem {
  column: number
  path: string
  rule: string
}

export interface ReadingOptions {
  headers: readonly string[]
  mapping: readonly (Target | null)[]
  /** By column of dates: the order in which all of it is read. */
  dateOrders: Record<number, DateOrder | undefined>
  /** Where a row names no country. */
  country: string
}

const identifierColumns = ['bpjs', 'passport'] as const
/** Lines that an address may have. */
const addressLines = 5

/** One row of the file as the API takes it. */
export function patientOfRow(cells: readonly string[], reading: ReadingOptions): Record<string, unknown> {
  const { mapping, dateOrders, country } = reading
  const lines = (target: Target) => textOf(cells, mapping, target)
  const get = (target: Target) => lines(target).replace(/\s+/g, ' ')
  const part = (prefix: string) =>
    Object.fromEntries(
      mapping.flatMap(target => {
        if (!target?.startsWith(prefix)) return []
        const value = get(target)
        return value ? [[target.slice(prefix.length), value]] : []
      }),
    )
  const date = (target: Target) => {
    const cell = get(target)
    return cell ? dateOf(cell, dateOrders[mapping.indexOf(target)]) : ''
  }
  const { line, country: written, ...address } = part('address.')
  const hasAddress = line !== undefined || Object.keys(address).length > 0
  const deceasedCell = date('deceased.date')
  const birthDate = date('birthDate')
  const contacts = contactsOf(get, deceasedCell === '' && isChild(birthDate, today()))
  const identifiers = identifierColumns.flatMap(type => (get(type) ? [{ type, value: get(type) }] : []))
  const plain = (['phone', 'nationalId', 'oldRecordNumber', ...importedPlainFields] as const).flatMap(target =>
    get(target) ? [[target, choiceOf(target, get(target))]] : [],
  )
  const countryOfRow = written ? countryOf(String(written)) : country
  return {
    name: part('name.'),
    sex: sexOf(get('sex')),
    ...Object.fromEntries(plain),
    ...(birthDate ? { birthDate } : {}),
    ...(get('maritalStatus') ? { maritalStatus: maritalStatusOf(get('maritalStatus')) } : {}),
    ...(hasAddress ? { address: { ...address, line: linesOf(lines('address.line')), country: countryOfRow } } : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
    ...(deceasedCell ? { deceased: { date: deceasedCell } } : {}),
    ...(contacts.length > 0 ? { contacts } : {}),
    ...(get('payer') && get('memberNumber')
      ? { coverages: [{ payer: get('payer'), number: get('memberNumber') }] }
      : {}),
  }
}

/** What the cell of a field says, with its line breaks; empty where it says nothing. */
function textOf(cells: readonly string[], mapping: readonly (Target | null)[], target: Target): string {
  const at = mapping.indexOf(target)
  const text = at < 0 ? '' : cellText(cells[at] ?? '')
  return isBlank(text, target) ? '' : text
}

/** The lines of an address; what is beyond the last joins it. */
function linesOf(text: string): string[] {
  const lines = text.split(/\s*[\r\n]+\s*/).filter(line => line !== '')
  return [...lines.slice(0, addressLines - 1), lines.slice(addressLines - 1).join(', ')].filter(line => line !== '')
}

/** A cell of a field with choices, whatever its case; any other text as it is. */
function choiceOf(target: Target, cell: string): string {
  const choices = isImportedPlainField(target) ? choicesOf(target) : undefined
  return choices?.find(one => one === cell.toLowerCase()) ?? cell
}

/** The column in which the field of a path stands; `cells` say which of several columns became the first contact. */
export function columnOf(path: string, mapping: readonly (Target | null)[], cells?: readonly string[]): number {
  const [field = '', at = '0', part = ''] = path.split('.')
  const filled = <T extends Target>(columns: readonly T[]): T | undefined =>
    columns.filter(one => mapping.includes(one) && (!cells || textOf(cells, mapping, one) !== ''))[Number(at)]
  const inList = (): Target | undefined => {
    if (field === 'contacts') return part === 'phone' ? 'guardian.phone' : filled(contactColumns)
    if (field === 'identifiers') return filled(identifierColumns)
    if (field === 'coverages') return part === 'payer' ? 'payer' : 'memberNumber'
    if (field === 'name' && !path.includes('.')) return mapping.find(one => one?.startsWith('name.')) ?? undefined
    return path.startsWith('address.line') ? 'address.line' : undefined
  }
  const target = inList()
  return target ? mapping.indexOf(target) : mapping.findIndex(one => one === path)
}

/** What the server would refuse in this row, by the same schema and rules it uses, and what would be lost of it. */
export function cellProblems(cells: readonly string[], reading: ReadingOptions): CellProblem[] {
  const { mapping, headers, country } = reading
  const extra = cells.findIndex((cell, i) => i >= headers.length && cell.trim() !== '')
  const beyond = extra < 0 ? [] : [{ column: extra, path: '', rule: 'extra_cells' }]
  const result = v.safeParse(ImportRow, patientOfRow(cells, reading))
  const found = result.success ? laterProblems(result.output, country) : rulesOf(result.issues)
  return [...beyond, ...found.map(({ path, rule }) => ({ column: columnOf(path, mapping, cells), path, rule }))]
}

function laterProblems(row: v.InferOutput<typeof ImportRow>, country: string): { path: string; rule: string }[] {
  const dates = { birthDate: row.birthDate ?? '', 'deceased.date': row.deceased?.date ?? '' }
  const future = Object.entries(dates).filter(([, date]) => date > today())
  return [
    ...future.map(([path]) => ({ path, rule: 'in_the_future' })),
    ...identifierProblems(row, row.address?.country ?? country, 'sheet'),
  ]
}
