import { ChangeClinic, type Clinic } from '../../../../workers/staff/clinic/contract.ts'
import { validated } from '../../parts/form.ts'
import { wholeNumberOr } from './whole-number.ts'

const addressParts = ['village', 'district', 'city', 'state', 'postalCode'] as const
const plainParts = ['name', 'slug', 'timezone', 'country', 'currency', 'locale'] as const
const policyNumbers = [
  'selfBookingDays',
  'selfBookingNotice',
  'selfBookingMaxOpen',
  'slotMinutes',
  'maxVisitsPerDay',
  'lateCancelMinutes',
  'waitlistHoldMinutes',
  'ageOfMajority',
] as const

/** The clinic's profile as its form holds it. */
export type ProfileForm = Record<
  (typeof plainParts)[number] | (typeof addressParts)[number] | (typeof policyNumbers)[number] | 'phone' | 'line',
  string
> & { selfBooking: boolean; stepUpToSign: boolean; askReason: boolean }

export const profileFields = [
  'name',
  'slug',
  'phone',
  'line',
  ...addressParts,
  'country',
  'timezone',
  'currency',
  'locale',
  'selfBooking',
  ...policyNumbers,
  'stepUpToSign',
  'askReason',
] as const

export function formOf({
  name,
  slug,
  timezone,
  country,
  currency,
  locale,
  phone,
  address,
  policies,
}: Clinic): ProfileForm {
  return {
    ...{ name, slug, timezone, country, currency, locale },
    phone: phone ?? '',
    line: address?.line?.join('\n') ?? '',
    village: address?.village ?? '',
    district: address?.district ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    selfBooking: policies.selfBooking,
    stepUpToSign: policies.stepUpToSign,
    askReason: policies.askReason === 'unrelated',
    selfBookingDays: String(policies.selfBookingDays),
    selfBookingNotice: String(policies.selfBookingNotice),
    selfBookingMaxOpen: String(policies.selfBookingMaxOpen),
    slotMinutes: String(policies.slotMinutes),
    maxVisitsPerDay: String(policies.maxVisitsPerDay ?? ''),
    lateCancelMinutes: String(policies.lateCancelMinutes),
    waitlistHoldMinutes: String(policies.waitlistHoldMinutes),
    ageOfMajority: String(policies.ageOfMajority),
  }
}

/** What differs between two states of the form, as a merge patch that passed the schema; or what is wrong. */
export function patchOf(before: ProfileForm, form: ProfileForm) {
  const changedKeys = <K extends keyof ProfileForm>(keys: readonly K[]) => keys.filter(key => before[key] !== form[key])
  const address = {
    ...(before.line === form.line ? {} : { line: form.line.split('\n').filter(one => one.trim()) }),
    ...Object.fromEntries(changedKeys(addressParts).map(key => [key, form[key].trim() || null])),
  }
  const policies = {
    ...(before.selfBooking === form.selfBooking ? {} : { selfBooking: form.selfBooking }),
    ...(before.stepUpToSign === form.stepUpToSign ? {} : { stepUpToSign: form.stepUpToSign }),
    ...(before.askReason === form.askReason ? {} : { askReason: form.askReason ? 'unrelated' : 'never' }),
    ...Object.fromEntries(
      changedKeys(policyNumbers).map(key => [
        key,
        key === 'maxVisitsPerDay' && !form[key].trim() ? null : wholeNumberOr(form[key]),
      ]),
    ),
  }
  const patch = {
    ...Object.fromEntries(changedKeys(plainParts).map(key => [key, form[key]])),
    ...(before.phone === form.phone ? {} : { phone: form.phone.trim() || null }),
    ...(Object.keys(address).length > 0 ? { address } : {}),
    ...(Object.keys(policies).length > 0 ? { policies } : {}),
  }
  return validated(ChangeClinic, patch, profileFields)
}

/** Which fields of the server's profile are not what this form began with. */
export function changedMeanwhile(base: ProfileForm, server: ProfileForm): Partial<ProfileForm> {
  return Object.fromEntries(profileFields.filter(key => base[key] !== server[key]).map(key => [key, server[key]]))
}

/** What the server has now, with what was typed here on top. */
export function mergeForms(base: ProfileForm, typed: ProfileForm, server: ProfileForm): ProfileForm {
  const typedKeys = profileFields.filter(key => base[key] !== typed[key]).map(key => [key, typed[key]])
  return { ...server, ...Object.fromEntries(typedKeys) }
}
