import { sql } from 'drizzle-orm'
import { stamps } from '../version-view.ts'
import type { Clinic, ClinicPolicies } from './contract.ts'
import type { ClinicRow } from './schema.ts'

/** The default of each policy, for a clinic that has not set its own. */
const defaultPolicies: ClinicPolicies = {
  slotMinutes: 15,
  selfBooking: true,
  selfBookingDays: 60,
  selfBookingNotice: 120,
  waitlistHoldMinutes: 30,
  selfBookingMaxOpen: 5,
  lateCancelMinutes: 1_440,
  stepUpToSign: false,
  ageOfMajority: 18,
  askReason: 'never',
}

export function toPolicies(changed: ClinicRow['policies'] | undefined): ClinicPolicies {
  return { ...defaultPolicies, ...changed }
}

export function toClinic(row: ClinicRow): Clinic {
  return {
    id: row.clinicId,
    name: row.name,
    slug: row.slug,
    timezone: row.timezone,
    country: row.country,
    currency: row.currency,
    locale: row.locale,
    phone: row.phone ?? undefined,
    address: row.address ?? undefined,
    policies: toPolicies(row.policies),
    ...stamps(row),
  }
}

/** The facts of a clinic that others keep a copy of, as the row stands after the write before it. */
export function clinicFacts(clinicId: string) {
  return sql`(SELECT json_object('id', clinic_id, 'name', name, 'slug', slug, 'timezone', timezone, 'country', country,
                                 'currency', currency, 'locale', locale, 'version', version,
                                 'stepUpToSign', coalesce(policies ->> 'stepUpToSign', 0),
                                 'ageOfMajority', coalesce(policies ->> 'ageOfMajority', 18),
                                 'askReason', coalesce(policies ->> 'askReason', 'never'))
              FROM clinic WHERE clinic_id = ${clinicId})`
}
