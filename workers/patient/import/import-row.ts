import type { Actor } from '#shared/actor'
import type { Context } from '#shared/context'
import { newId } from '#shared/id'
import { checked } from '#shared/input/fields'
import { identifierProblems } from '../identifier-rules.ts'
import { countryOf, heldIdentifiers, sharedTypes } from '../identifiers.ts'
import type { RegisterPatient } from '../patients/contract.ts'
import { dateProblems, personColumns, wholeName } from '../patients/person.ts'
import { claimsOf } from '../search/indexing.ts'
import { wordsOf } from '../search/name-tokens.ts'
import { birthTerm, cut, identifierTerm, personKey } from '../search/search-terms.ts'
import { spelled } from '../search/spelling.ts'
import { ImportRow, type ImportVerdict } from './contract.ts'
import { isPlaceholder } from './placeholders.ts'

/** A row that passed every check: the columns of its patient, and the key by which the same row is recognised. */
export interface ReadyRow {
  row: number
  id: string
  /** `number:<old record number>` or `person:<name|birth date|telephone>`; unique by clinic and source. */
  key: string
  /** Name, birth date and telephone as one key. */
  person: string
  /** Whether `person` alone says that two rows are one person: all three are known, or the row has no old record number. */
  personSuffices: boolean
  /** The term of the old record number, which with `person` says so whatever the file is called. */
  numberTerm?: string
  /** Terms of which the holder of a number must have one to be this person: a word of the name, or the birth date. */
  likeness: string[]
  /** The numbers that only one patient may hold, in their normal form. */
  claims: ReturnType<typeof claimsOf>
  /** The identifier type that the row's `nationalId` got. */
  national?: string
  columns: ReturnType<typeof personColumns>
}

/** A row held against the rules, one by one: ready, or rejected with each field and its rule. */
export function readRow(raw: unknown, row: number, source: string, context: Context): ReadyRow | ImportVerdict {
  const parsed = checked(ImportRow, withCountry(withoutBlanks(raw), context.actor))
  if ('fields' in parsed) return { row, verdict: 'rejected', fields: parsed.fields }
  const { oldRecordNumber, ...input } = parsed.output
  const country = input.address?.country ?? countryOf(context.actor)
  const problems = [...dateProblems(input, context), ...identifierProblems(parsed.output, country, 'sheet')]
  if (problems.length > 0) return { row, verdict: 'rejected', fields: problems }
  const columns = personColumns(input, identifiersOf(input, oldRecordNumber, source, context.actor))
  const claims = claimsOf(columns.identifiers).filter(({ type }) => !sharedTypes.includes(type))
  const national = input.nationalId && columns.identifiers.find(one => one.national)?.type
  const name = { text: wholeName(input.name) }
  const person = personKey({ ...input, name })
  const whole = input.birthDate?.length === 10 && input.phone !== undefined
  const likeness = wordsOf(name.text)
    .flatMap(word => [word, spelled(word)])
    .filter(word => [...word].length > 2)
    .map(cut)
  if (input.birthDate?.length === 10) likeness.push(birthTerm(input.birthDate))
  const ready = { row, id: newId('patient'), claims, national, columns, person, likeness }
  if (oldRecordNumber === undefined) return { ...ready, key: `person:${person}`, personSuffices: true }
  const numberTerm = identifierTerm(oldRecordNumber)
  return { ...ready, key: `number:${oldRecordNumber}`, personSuffices: whole, numberTerm }
}

/** The number it had before is an identifier too, so that people find it; two systems may have given the same one. */
function identifiersOf(input: RegisterPatient, oldRecordNumber: string | undefined, source: string, actor: Actor) {
  const held = heldIdentifiers(input, input.address?.country ?? countryOf(actor))
  if (oldRecordNumber === undefined) return held
  const others = held.filter(one => one.type !== 'old_record' || one.value !== oldRecordNumber)
  return [...others, { type: 'old_record' as const, value: oldRecordNumber, source }]
}

/** An address of a spreadsheet that names no country is in the clinic's. */
function withCountry(row: unknown, actor: Actor): unknown {
  if (typeof row !== 'object' || row === null || !('address' in row)) return row ?? null
  const { address } = row
  if (typeof address !== 'object' || address === null || 'country' in address) return row
  return { ...row, address: { ...address, country: countryOf(actor) } }
}

/** A spreadsheet's empty cells are absent: empty text, placeholders and null go, and what then holds nothing goes with them. */
function withoutBlanks(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' || isPlaceholder(value) ? undefined : value
  if (value === null || typeof value !== 'object') return value ?? undefined
  if (Array.isArray(value)) return value.map(withoutBlanks).filter(item => item !== undefined)
  const filled = Object.entries(value).flatMap(([key, item]) => {
    const rest = withoutBlanks(item)
    // `deceased: {}` says that someone has died; every other empty object says nothing.
    const empty = isEmpty(rest) && !(key === 'deceased' && isEmpty(item))
    return rest === undefined || empty ? [] : [[key, rest] as const]
  })
  return Object.fromEntries(filled)
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
