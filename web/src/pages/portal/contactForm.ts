import { ChangePatient, type Patient } from '../../../../workers/patient/patients/contract.ts'
import { validated } from '../../parts/form.ts'

/** The part of a patient that the person may change: as the form holds it, every field text. */
export interface ContactForm {
  phone: string
  email: string
  language: string
  line: string
  village: string
  district: string
  city: string
  state: string
  postalCode: string
  contacts: {
    name: string
    relation: string
    phone: string
    emergency: boolean
    guardian: boolean
    patientId?: string
  }[]
}

const addressParts = ['village', 'district', 'city', 'state', 'postalCode'] as const

export const contactFields = ['phone', 'email', 'language', 'line', ...addressParts] as const

export function formOf({ phone, email, language, address, contacts }: Patient): ContactForm {
  return {
    phone: phone ?? '',
    email: email ?? '',
    language: language ?? '',
    line: address?.line.join('\n') ?? '',
    village: address?.village ?? '',
    district: address?.district ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    contacts: contacts.map(one => ({ ...one, phone: one.phone ?? '' })),
  }
}

const orNull = (text: string) => text.trim() || null

/** What differs, as a merge patch that passed the schema; or what is wrong. `country` is that of a first address. */
export function patchOf(before: ContactForm, form: ContactForm, country: string) {
  const addressChanged = (['line', ...addressParts] as const).some(key => before[key] !== form[key])
  const address = {
    line: form.line.split('\n').filter(one => one.trim()),
    ...Object.fromEntries(addressParts.map(key => [key, orNull(form[key])])),
    country,
  }
  const empty = address.line.length === 0 && addressParts.every(key => !form[key].trim())
  const contacts = form.contacts.map(({ phone, ...one }) => (phone.trim() ? { ...one, phone } : one))
  const patch = {
    ...(before.phone === form.phone ? {} : { phone: orNull(form.phone) }),
    ...(before.email === form.email ? {} : { email: orNull(form.email) }),
    ...(before.language === form.language ? {} : { language: orNull(form.language) }),
    ...(addressChanged ? { address: empty ? null : address } : {}),
    ...(JSON.stringify(before.contacts) === JSON.stringify(form.contacts) ? {} : { contacts }),
  }
  const contactPaths = form.contacts.flatMap((_, i) => ['name', 'relation', 'phone'].map(key => `contacts.${i}.${key}`))
  return validated(ChangePatient, patch, [...contactFields, ...contactPaths])
}

/** What the clinic saved meanwhile, under what was typed here: a field that was touched stays as typed. */
export function merged(base: ContactForm, typed: ContactForm, server: ContactForm): ContactForm {
  const touched = Object.entries(typed).filter(
    ([key, value]) => JSON.stringify(base[key as keyof ContactForm]) !== JSON.stringify(value),
  )
  return { ...server, ...Object.fromEntries(touched) }
}
