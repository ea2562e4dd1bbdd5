import * as v from 'valibot'
import { ImportRow } from '../../../../workers/patient/import/contract.ts'
import { choicesOf, importedPlainFields } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import { unescapeCell } from '../../../../workers/shared/csv.ts'
import { today } from '../../i18n/time.ts'
import { rulesOf } from '../registration/validation.ts'
import { countryOf, dateOf, maritalStatusOf, sexOf } from './cell-values.ts'
import { isImportedPlainField, type Target } from './fields.ts'

/** A problem of one row: the column it stands in, or -1 where no column holds it, and the rule. */
export interface CellProblem {
  column: number
  path: string
  rule: string
}

export interface ReadingOptions {
  mapping: readonly (Target | null)[]
  monthFirst: boolean
  /** Where a row names no country. */
  country: string
}

/** One row of the file as the API takes it. */
export function patientOfRow(
  cells: readonly string[],
  { mapping, monthFirst, country }: ReadingOptions,
): Record<string, unknown> {
  const get = (target: Target) => {
    const at = mapping.indexOf(target)
    return at < 0 ? '' : unescapeCell((cells[at] ?? '').trim())
  }
  const part = (prefix: string) =>
    Object.fromEntries(
      mapping.flatMap(target => {
        if (!target?.startsWith(prefix)) return []
        const value = get(target)
        return value ? [[target.slice(prefix.length), value]] : []
      }),
    )
  const date = (target: Target) => (get(target) ? dateOf(get(target), monthFirst) : '')
  const { line, country: written, ...address } = part('address.')
  const hasAddress = line !== undefined || Object.keys(address).length > 0
  const deceasedCell = date('deceased.date')
  const guardian = get('guardian.name')
  const identifiers = (['bpjs', 'passport'] as const).flatMap(type => (get(type) ? [{ type, value: get(type) }] : []))
  const plain = (['phone', 'nationalId', 'oldRecordNumber', ...importedPlainFields] as const).flatMap(target =>
    get(target) ? [[target, choiceOf(target, get(target))]] : [],
  )
  return {
    name: part('name.'),
    sex: sexOf(get('sex')),
    ...Object.fromEntries(plain),
    ...(get('birthDate') ? { birthDate: date('birthDate') } : {}),
    ...(get('maritalStatus') ? { maritalStatus: maritalStatusOf(get('maritalStatus')) } : {}),
    ...(hasAddress
      ? { address: { ...address, line: line ? [line] : [], country: written ? countryOf(String(written)) : country } }
      : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
    ...(deceasedCell ? { deceased: { date: deceasedCell } } : {}),
    ...(guardian
      ? {
          contacts: [
            {
              name: guardian,
              relation: 'guardian',
              guardian: true,
              ...(get('guardian.phone') ? { phone: get('guardian.phone') } : {}),
            },
          ],
        }
      : {}),
    ...(get('payer') && get('memberNumber')
      ? { coverages: [{ payer: get('payer'), number: get('memberNumber') }] }
      : {}),
  }
}

/** A cell of a field with choices, whatever its case; any other text as it is. */
function choiceOf(target: Target, cell: string): string {
  const choices = isImportedPlainField(target) ? choicesOf(target) : undefined
  return choices?.find(one => one === cell.toLowerCase()) ?? cell
}

/** The column in which the field of a path stands. */
export function columnOf(path: string, mapping: readonly (Target | null)[]): number {
  const target = (
    path.startsWith('address.line')
      ? 'address.line'
      : path === 'name'
        ? mapping.find(one => one?.startsWith('name.'))
        : path.startsWith('contacts.0.')
          ? `guardian.${path.slice(11)}`
          : path.startsWith('coverages.0.')
            ? path.endsWith('payer')
              ? 'payer'
              : 'memberNumber'
            : path
  ) as Target | undefined
  return target ? mapping.indexOf(target) : -1
}

/** What the server would refuse in this row, by the same schema it uses. */
export function cellProblems(cells: readonly string[], reading: ReadingOptions): CellProblem[] {
  const result = v.safeParse(ImportRow, patientOfRow(cells, reading))
  if (result.success) {
    const { birthDate = '', deceased } = result.output
    const dates = { birthDate, 'deceased.date': deceased?.date ?? '' }
    return Object.entries(dates)
      .filter(([, date]) => date > today())
      .map(([path]) => ({ column: columnOf(path, reading.mapping), path, rule: 'in_the_future' }))
  }
  return rulesOf(result.issues).map(({ path, rule }) => ({ column: columnOf(path, reading.mapping), path, rule }))
}
