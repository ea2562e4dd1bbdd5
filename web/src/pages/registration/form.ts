import { nationalType } from '../../../../workers/patient/identifier-rules.ts'
import type {
  ChangePatient,
  identifierTypes,
  Patient,
  RegisterPatient,
} from '../../../../workers/patient/patients/contract.ts'
import { forEachPlainField, type PlainFieldName } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import type { Sex } from '../../parts/person.ts'

/** The registration form: every field as the text that stands in it, so that nothing typed is lost on the way. */
export type IdentifierType = (typeof identifierTypes)[number]

export interface PatientForm extends Record<PlainFieldName, string> {
  name: { given: string; family: string; text: string; prefix: string; suffix: string; preferred: string }
  /** Has one name only; the family name is not asked for. */
  mononym: boolean
  birthDate: string
  birthUnknown: boolean
  sex: Sex | ''
  phone: string
  otherPhones: { number: string; label: string }[]
  address: {
    /** One line of the address per line. */
    line: string
    rt: string
    rw: string
    village: string
    district: string
    city: string
    state: string
    postalCode: string
    country: string
    areaCode: string
  }
  identifiers: { type: IdentifierType; value: string }[]
  contacts: {
    name: string
    relation: string
    phone: string
    emergency: boolean
    guardian: boolean
    patientId?: string
  }[]
  coverages: { payer: string; number: string; validTo: string }[]
  interpreter: boolean
  deceased: boolean
  deceasedDate: string
}

export function emptyForm(country: string, given = ''): PatientForm {
  return {
    name: { given, family: '', text: '', prefix: '', suffix: '', preferred: '' },
    mononym: false,
    birthDate: '',
    birthUnknown: false,
    sex: '',
    phone: '',
    otherPhones: [],
    ...forEachPlainField(() => ''),
    address: {
      line: '',
      rt: '',
      rw: '',
      village: '',
      district: '',
      city: '',
      state: '',
      postalCode: '',
      country,
      areaCode: '',
    },
    identifiers: [{ type: nationalType(country) === 'other' ? 'passport' : nationalType(country), value: '' }],
    contacts: [],
    coverages: [],
    interpreter: false,
    deceased: false,
    deceasedDate: '',
  }
}

export function formOf(patient: Patient, country: string): PatientForm {
  const empty = emptyForm(patient.address?.country ?? country)
  const { line = [], ...address } = patient.address ?? {}
  const { given = '', family = '' } = patient.name
  // An answer always carries `text`; it is the person's own only where it is not what the parts give.
  const composed = [`${given} ${family}`.trim(), `${family}${given}`]
  const ownText = composed.includes(patient.name.text)
  return {
    ...empty,
    name: { ...empty.name, ...patient.name, text: ownText ? '' : patient.name.text },
    mononym: given !== '' && family === '',
    birthDate: patient.birthDate ?? '',
    birthUnknown: patient.birthDate === undefined,
    sex: patient.sex,
    phone: patient.phone ?? '',
    otherPhones: patient.otherPhones,
    ...forEachPlainField(name => patient[name] ?? ''),
    address: { ...empty.address, ...address, line: line.join('\n') },
    identifiers: patient.identifiers,
    contacts: patient.contacts.map(contact => ({ ...contact, phone: contact.phone ?? '' })),
    coverages: patient.coverages.map(coverage => ({ ...coverage, validTo: coverage.validTo ?? '' })),
    interpreter: patient.interpreter,
    deceased: patient.deceased !== undefined,
    deceasedDate: patient.deceased?.date ?? '',
  }
}

/** Rows in which nothing was typed go, so that an error's index is the row's. */
export function tidy(form: PatientForm): PatientForm {
  return {
    ...form,
    otherPhones: form.otherPhones.filter(one => one.number.trim() || one.label.trim()),
    identifiers: form.identifiers.filter(one => one.value.trim()),
    contacts: form.contacts.filter(one => one.name.trim() || one.relation.trim() || one.phone.trim()),
    coverages: form.coverages.filter(one => one.payer.trim() || one.number.trim()),
  }
}

type WithoutEmpty<T> = { [K in keyof T]?: T[K] extends string ? string : T[K] }

/** Only what holds something. */
function withoutEmpty<T extends object>(part: T): WithoutEmpty<T> {
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, value]) => {
      if (typeof value !== 'string') return [[key, value]]
      return value.trim() ? [[key, value.trim()]] : []
    }),
  ) as WithoutEmpty<T>
}

/** What is sent to register; checked by the contract's own schema before it is. */
export function inputOf(form: PatientForm): unknown {
  const { line, ...address } = form.address
  const lines = line.split('\n').filter(one => one.trim())
  const { country, ...rest } = withoutEmpty(address)
  const hasAddress = lines.length > 0 || Object.keys(rest).length > 0
  const { birthDate, sex, phone } = form
  return {
    name: withoutEmpty(form.mononym ? { ...form.name, family: '' } : form.name),
    ...withoutEmpty({ phone, ...forEachPlainField(name => form[name]) }),
    ...(birthDate && !form.birthUnknown ? { birthDate } : {}),
    ...(sex ? { sex } : {}),
    ...(hasAddress ? { address: { ...rest, line: lines, country: country ?? '' } } : {}),
    ...(form.otherPhones.length > 0 ? { otherPhones: form.otherPhones } : {}),
    ...(form.identifiers.length > 0 ? { identifiers: form.identifiers } : {}),
    ...(form.contacts.length > 0 ? { contacts: form.contacts.map(withoutEmpty) } : {}),
    ...(form.coverages.length > 0 ? { coverages: form.coverages.map(withoutEmpty) } : {}),
    ...(form.interpreter ? { interpreter: true } : {}),
    ...(form.deceased ? { deceased: withoutEmpty({ date: form.deceasedDate }) } : {}),
  }
}

/** What changed between two checked inputs, as a merge patch: absent stays, null clears. Parts of name and address one by one. */
export function patchOf(before: RegisterPatient, after: RegisterPatient): ChangePatient {
  return patchBetween(before as Record<string, unknown>, after as Record<string, unknown>) as ChangePatient
}

const mergedObjects = new Set(['name', 'address', 'deceased'])

function patchBetween(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const patch: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]]
    if (isSame(old, now)) continue
    const part = mergedObjects.has(key) && old !== undefined && now !== undefined
    patch[key] =
      now === undefined
        ? clearedValue(key)
        : part
          ? patchBetween(old as Record<string, unknown>, now as Record<string, unknown>)
          : now
  }
  return patch
}

/** Lists are emptied and flags lowered; anything else is cleared by null. */
function clearedValue(key: string): unknown {
  if (['otherPhones', 'identifiers', 'contacts', 'coverages'].includes(key)) return []
  return key === 'interpreter' ? false : null
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
