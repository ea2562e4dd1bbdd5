import type { ChangePatient } from '../../../../workers/patient/contract.ts'
import type { Patient } from '../../api/patients.ts'

/** What two records of one person say, field by field, and what the one that stays is to keep. Nothing here asks or shows anything. */

export const fields = [
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
export type Field = (typeof fields)[number]

/** Of the duplicate, of the one that stays, or for lists both. */
export type Choice = 'twin' | 'kept' | 'both'
export type Nature = 'same' | 'different' | 'only_twin' | 'only_kept' | 'neither'
export type Choices = Partial<Record<Field, Choice>>

const lists = ['otherPhones', 'identifiers', 'contacts', 'coverages'] as const
type List = (typeof lists)[number]
/** Entries that a list may have. */
const longest: Record<List, number> = { otherPhones: 10, identifiers: 20, contacts: 10, coverages: 10 }

const isList = (field: Field): field is List => lists.some(one => one === field)

/** Whether a record says anything of a field. */
export function isKnown(patient: Patient, field: Field): boolean {
  const value = patient[field]
  if (field === 'sex') return value !== 'unknown'
  if (field === 'interpreter') return value === true
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

/** Keys in one order, and what is absent not there. */
function plain(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  return JSON.stringify(value, sorted) ?? ''
}

const shownOf = (patient: Patient, field: Field) =>
  field === 'name' ? [patient.name.text, patient.name.preferred ?? ''] : patient[field]

export function natureOf(field: Field, twin: Patient, kept: Patient): Nature {
  const [there, here] = [isKnown(twin, field), isKnown(kept, field)]
  if (!there && !here) return 'neither'
  if (!there) return 'only_kept'
  if (!here) return 'only_twin'
  return plain(shownOf(twin, field)) === plain(shownOf(kept, field)) ? 'same' : 'different'
}

/** What one may choose of a field; nothing where there is only one answer. Numbers are not taken away from the one that stays. */
export function choicesOf(field: Field, twin: Patient, kept: Patient): Choice[] {
  const nature = natureOf(field, twin, kept)
  if (nature === 'only_twin') return ['twin', 'kept']
  if (nature !== 'different') return []
  if (field === 'identifiers') return ['kept', 'both']
  return isList(field) ? ['twin', 'kept', 'both'] : ['twin', 'kept']
}

/** What is chosen until somebody chooses: what stays stays, what it does not know is taken over, lists are put together. */
export function proposed(field: Field, twin: Patient, kept: Patient): Choice {
  const nature = natureOf(field, twin, kept)
  if (nature === 'only_twin') return 'twin'
  return nature === 'different' && isList(field) ? 'both' : 'kept'
}

function together<T>(kept: readonly T[], twin: readonly T[], most: number): T[] {
  const known = new Set(kept.map(plain))
  return [...kept, ...twin.filter(one => !known.has(plain(one)))].slice(0, most)
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
function taken(field: Field, choice: 'twin' | 'both', twin: Patient, kept: Patient): ChangePatient {
  switch (field) {
    case 'name':
      return { name: nameOf(twin) }
    case 'address':
      return { address: addressOf(twin) }
    case 'deceased':
      return { deceased: twin.deceased ? { date: orNull(twin.deceased.date) } : null }
    case 'otherPhones':
    case 'identifiers':
    case 'contacts':
    case 'coverages': {
      const [ours, theirs]: [readonly unknown[], readonly unknown[]] = [kept[field], twin[field]]
      return { [field]: choice === 'both' ? together(ours, theirs, longest[field]) : theirs }
    }
    default:
      return { [field]: twin[field] }
  }
}

/**
 * The changes of the one that stays: `before` the merge, and `after` it the numbers that until then are the duplicate's alone. Empty where
 * there is nothing to change.
 */
export function patchesOf(
  choices: Choices,
  twin: Patient,
  kept: Patient,
): { before: ChangePatient; after: ChangePatient } {
  const patches: { before: ChangePatient; after: ChangePatient } = { before: {}, after: {} }
  for (const field of fields) {
    const nature = natureOf(field, twin, kept)
    const choice = choices[field] ?? proposed(field, twin, kept)
    if (choice === 'kept' || (nature !== 'different' && nature !== 'only_twin')) continue
    Object.assign(field === 'identifiers' ? patches.after : patches.before, taken(field, choice, twin, kept))
  }
  return patches
}
