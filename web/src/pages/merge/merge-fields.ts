import type { ChangePatient } from '../../../../workers/patient/patients/contract.ts'
import type { PlainFieldName } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import type { Patient } from '../../api/patients.ts'
import { otherPlainFields } from '../../parts/plain-fields.ts'

/** What two records of one person say, field by field, and what the one that stays is to keep. Nothing here asks or shows anything. */

const listed = [
  'name',
  'birthDate',
  'sex',
  'genderIdentity',
  'phone',
  'otherPhones',
  'email',
  'address',
  'identifiers',
  'contacts',
  'coverages',
  'language',
  'interpreter',
  'maritalStatus',
  'deceased',
] as const
export type Field = (typeof listed)[number] | PlainFieldName
export const fields: readonly Field[] = [...listed, ...otherPlainFields(listed)]

/** Of the duplicate, of the one that stays, or for lists both. */
export type Choice = 'duplicate' | 'primary' | 'both'
export type Comparison = 'same' | 'different' | 'only_duplicate' | 'only_primary' | 'neither'
export type Choices = Partial<Record<Field, Choice>>

const lists = ['otherPhones', 'identifiers', 'contacts', 'coverages'] as const
type List = (typeof lists)[number]
/** Entries that a list may have. */
const maxEntries: Record<List, number> = { otherPhones: 10, identifiers: 20, contacts: 10, coverages: 10 }

const isList = (field: Field): field is List => lists.some(one => one === field)

/** Whether a record says anything of a field. */
export function isKnown(patient: Patient, field: Field): boolean {
  const value = patient[field]
  if (field === 'sex') return value !== 'unknown'
  if (field === 'interpreter') return value === true
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

/** Keys in one order, and what is absent not there. */
function canonical(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  return JSON.stringify(value, sorted) ?? ''
}

const comparableValue = (patient: Patient, field: Field) =>
  field === 'name' ? [patient.name.text, patient.name.preferred ?? ''] : patient[field]

export function compareField(field: Field, duplicate: Patient, primary: Patient): Comparison {
  const [inDuplicate, inPrimary] = [isKnown(duplicate, field), isKnown(primary, field)]
  if (!inDuplicate && !inPrimary) return 'neither'
  if (!inDuplicate) return 'only_primary'
  if (!inPrimary) return 'only_duplicate'
  return canonical(comparableValue(duplicate, field)) === canonical(comparableValue(primary, field))
    ? 'same'
    : 'different'
}

/** What one may choose of a field; nothing where there is only one answer. Numbers are not taken away from the one that stays. */
export function choicesOf(field: Field, duplicate: Patient, primary: Patient): Choice[] {
  const comparison = compareField(field, duplicate, primary)
  if (comparison === 'only_duplicate') return ['duplicate', 'primary']
  if (comparison !== 'different') return []
  if (field === 'identifiers') return ['primary', 'both']
  return isList(field) ? ['duplicate', 'primary', 'both'] : ['duplicate', 'primary']
}

/** What is chosen until somebody chooses: what stays stays, what it does not know is taken over, lists are put together. */
export function defaultChoice(field: Field, duplicate: Patient, primary: Patient): Choice {
  const comparison = compareField(field, duplicate, primary)
  if (comparison === 'only_duplicate') return 'duplicate'
  return comparison === 'different' && isList(field) ? 'both' : 'primary'
}

function mergedList<T>(primary: readonly T[], duplicate: readonly T[], most: number): T[] {
  const known = new Set(primary.map(canonical))
  return [...primary, ...duplicate.filter(one => !known.has(canonical(one)))].slice(0, most)
}

const orNull = <T>(value: T | undefined): T | null => value ?? null

/** The name by its parts; as a whole only where it is not what the parts give. */
function nameOf({ name }: Patient): ChangePatient['name'] {
  const { given = '', family = '', text } = name
  const composed = [`${given} ${family}`.trim(), `${family}${given}`].includes(text)
  return {
    given: orNull(name.given),
    family: orNull(name.family),
    text: composed ? null : text,
    prefix: orNull(name.prefix),
    suffix: orNull(name.suffix),
    preferred: orNull(name.preferred),
  }
}

function addressOf({ address }: Patient): ChangePatient['address'] {
  if (!address) return null
  const { line, country, rt, rw, village, district, city, state, postalCode, areaCode } = address
  return {
    line,
    country,
    rt: orNull(rt),
    rw: orNull(rw),
    village: orNull(village),
    district: orNull(district),
    city: orNull(city),
    state: orNull(state),
    postalCode: orNull(postalCode),
    areaCode: orNull(areaCode),
  }
}

/** What taking over one field changes in the one that stays. */
function changeFrom(field: Field, choice: 'duplicate' | 'both', duplicate: Patient, primary: Patient): ChangePatient {
  switch (field) {
    case 'name':
      return { name: nameOf(duplicate) }
    case 'address':
      return { address: addressOf(duplicate) }
    case 'deceased':
      return { deceased: duplicate.deceased ? { date: orNull(duplicate.deceased.date) } : null }
    case 'otherPhones':
    case 'identifiers':
    case 'contacts':
    case 'coverages': {
      const [primaryList, duplicateList]: [readonly unknown[], readonly unknown[]] = [primary[field], duplicate[field]]
      return { [field]: choice === 'both' ? mergedList(primaryList, duplicateList, maxEntries[field]) : duplicateList }
    }
    default:
      return { [field]: duplicate[field] }
  }
}

/**
 * The changes of the one that stays: `before` the merge, and `after` it the numbers that until then are the duplicate's alone. Empty where
 * there is nothing to change.
 */
export function patchesOf(
  choices: Choices,
  duplicate: Patient,
  primary: Patient,
): { before: ChangePatient; after: ChangePatient } {
  const patches: { before: ChangePatient; after: ChangePatient } = { before: {}, after: {} }
  for (const field of fields) {
    const comparison = compareField(field, duplicate, primary)
    const choice = choices[field] ?? defaultChoice(field, duplicate, primary)
    if (choice === 'primary' || (comparison !== 'different' && comparison !== 'only_duplicate')) continue
    Object.assign(
      field === 'identifiers' ? patches.after : patches.before,
      changeFrom(field, choice, duplicate, primary),
    )
  }
  return patches
}
