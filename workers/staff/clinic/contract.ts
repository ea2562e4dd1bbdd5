import * as v from 'valibot'
import { country, currency, id, locale, name, phone, resource, text, whole, zone } from '#shared/input/text'

/** What others may know of the clinic itself. */

/** Whom a record asks for a reason that is not restricted: nobody, or who has nothing to do with the patient. */
export const askReasons = ['never', 'unrelated'] as const

/** How the clinic works, with the defaults where it has decided nothing. Minutes, days; see ChangeClinic. */
export const ClinicPolicies = v.object({
  slotMinutes: v.number(),
  selfBooking: v.boolean(),
  selfBookingDays: v.number(),
  selfBookingNotice: v.number(),
  waitlistHoldMinutes: v.number(),
  selfBookingMaxOpen: v.number(),
  lateCancelMinutes: v.number(),
  maxVisitsPerDay: v.optional(v.number()),
  stepUpToSign: v.boolean(),
  ageOfMajority: v.number(),
  askReason: v.picklist(askReasons),
})

export type ClinicPolicies = v.InferOutput<typeof ClinicPolicies>

/** The part of a clinic's public address: 2 to 60 letters, digits and single hyphens. */
const slug = v.pipe(v.string(), v.minLength(2), v.maxLength(60), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'slug'))

const clinicLines = v.pipe(v.array(text(200)), v.maxLength(5))

const clinicAddress = v.strictObject({
  line: v.optional(v.nullable(clinicLines)),
  village: v.optional(v.nullable(text(120))),
  district: v.optional(v.nullable(text(120))),
  city: v.optional(v.nullable(text(120))),
  state: v.optional(v.nullable(text(120))),
  postalCode: v.optional(v.nullable(text(20))),
})

/** How the clinic works. Null in a change puts the default back. */
const policies = v.strictObject({
  /** Minutes between two offered times, where a session names none. */
  slotMinutes: v.optional(v.nullable(whole(5, 120))),
  /** Whether patients may book, move and cancel by themselves. */
  selfBooking: v.optional(v.nullable(v.boolean())),
  /** How many days ahead patients may book. */
  selfBookingDays: v.optional(v.nullable(whole(1, 365))),
  /** Minutes before a visit until which patients may book it, or move or cancel it. */
  selfBookingNotice: v.optional(v.nullable(whole(0, 20_160))),
  /** Minutes for which a freed time is kept for whom it is offered from the waitlist. */
  waitlistHoldMinutes: v.optional(v.nullable(whole(5, 1_440))),
  /** How many visits ahead a patient may have when they book one more by themselves. */
  selfBookingMaxOpen: v.optional(v.nullable(whole(1, 100))),
  /** Minutes before a visit from which on a cancellation is marked as late. */
  lateCancelMinutes: v.optional(v.nullable(whole(0, 20_160))),
  /** How many booked visits one member of staff takes on a day, where their profile says nothing; null for no limit. */
  maxVisitsPerDay: v.optional(v.nullable(whole(1, 500))),
  /** Whether who signs a note is asked again for the password or a code, where the last time is 15 minutes ago. */
  stepUpToSign: v.optional(v.nullable(v.boolean())),
  /** Years of age from which on nobody is a guardian without being confirmed: a year later a guardianship ends. */
  ageOfMajority: v.optional(v.nullable(whole(14, 25))),
  /** Whether doctors and nurses who have nothing to do with a patient open the record with a reason only. */
  askReason: v.optional(v.nullable(v.picklist(askReasons))),
})

export const CreateClinic = v.strictObject({
  id,
  name: name(120),
  slug: v.optional(slug),
  timezone: zone,
  country,
  currency,
  locale,
})

export type CreateClinic = v.InferOutput<typeof CreateClinic>

export const ChangeClinic = v.strictObject({
  name: v.optional(name(120)),
  slug: v.optional(slug),
  timezone: v.optional(zone),
  country: v.optional(country),
  currency: v.optional(currency),
  locale: v.optional(locale),
  phone: v.optional(v.nullable(phone)),
  address: v.optional(v.nullable(clinicAddress)),
  policies: v.optional(policies),
})

export type ChangeClinic = v.InferOutput<typeof ChangeClinic>

export const Clinic = v.object({
  ...resource,
  name: v.string(),
  slug: v.string(),
  timezone: v.string(),
  country: v.string(),
  currency: v.string(),
  locale: v.string(),
  phone: v.optional(v.string()),
  address: v.optional(
    v.object({
      line: v.optional(v.array(v.string())),
      village: v.optional(v.string()),
      district: v.optional(v.string()),
      city: v.optional(v.string()),
      state: v.optional(v.string()),
      postalCode: v.optional(v.string()),
    }),
  ),
  policies: ClinicPolicies,
})

export type Clinic = v.InferOutput<typeof Clinic>

/** A clinic as strangers find it by its address, with whom one can book there. */
export type PublicClinic = Pick<
  Clinic,
  'id' | 'slug' | 'name' | 'phone' | 'address' | 'timezone' | 'country' | 'currency' | 'locale' | 'policies'
> & { staff: { id: string; name: string; title?: string; specialties: string[] }[] }
