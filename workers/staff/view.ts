import { sql } from 'drizzle-orm'
import type { Actor } from '#shared/actor'
import { iso, isoOrNull } from '#shared/time'
import type { Clinic, Closure } from './clinic/contract.ts'
import type { Absence, Availability, ClinicPolicies, Opening, StaffMember, StaffStanding } from './contract.ts'
import type { AbsenceRow, AvailabilityRow, ClinicRow, ClosureRow, OpeningRow, StaffRow } from './schema.ts'

/** What holds where the clinic has decided nothing. */
const defaultPolicies: ClinicPolicies = {
  slotMinutes: 15,
  selfBooking: true,
  selfBookingDays: 60,
  selfBookingNotice: 120,
  waitlistHoldMinutes: 30,
  selfBookingMaxOpen: 5,
  lateCancelMinutes: 1_440,
}

/** Whether someone of the clinic asks: only they see licences, when a colleague will leave and why one is away. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || actor.roles.some(role => role !== 'patient')
}

function stamps(row: { version: number; createdAt: number; updatedAt: number }) {
  return { version: row.version, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }
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
                                 'currency', currency, 'locale', locale, 'version', version)
              FROM clinic WHERE clinic_id = ${clinicId})`
}

export function toClosure(row: ClosureRow): Closure {
  return { id: row.id, startsAt: iso(row.startsAt), endsAt: iso(row.endsAt), reason: row.reason, ...stamps(row) }
}

export function toStaff(row: StaffRow, actor: Actor): StaffMember {
  const colleague = isStaff(actor)
  return {
    id: row.id,
    name: row.name,
    title: row.title ?? undefined,
    profession: row.profession,
    specialties: row.specialties,
    licences: colleague ? row.licences : undefined,
    languages: row.languages,
    bookable: row.bookable,
    dailyMaximum: colleague ? (row.dailyMaximum ?? undefined) : undefined,
    archived: hasLeft(row, actor.at),
    archivedFrom: colleague ? isoOrNull(row.archivedFrom) : undefined,
    ...stamps(row),
  }
}

export function toStanding(row: StaffRow, at: number): StaffStanding {
  return {
    id: row.id,
    name: row.name,
    title: row.title ?? undefined,
    profession: row.profession,
    specialties: row.specialties,
    bookable: row.bookable,
    archived: hasLeft(row, at),
  }
}

function hasLeft(row: StaffRow, at: number): boolean {
  return row.archivedFrom !== null && row.archivedFrom <= at
}

export function toAvailability(row: AvailabilityRow): Availability {
  return {
    staffId: row.staffId,
    validFrom: row.validFrom,
    validTo: row.validTo ?? undefined,
    weekly: row.weekly,
    ...stamps(row),
  }
}

export function toAbsence(row: AbsenceRow | OpeningRow): Absence & Opening {
  return {
    id: row.id,
    staffId: row.staffId,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    reason: row.reason ?? undefined,
    ...stamps(row),
  }
}
