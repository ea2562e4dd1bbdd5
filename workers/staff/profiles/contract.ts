import * as v from 'valibot'
import { date, flagText, moment, page, paging, resource, text, whole } from '#shared/input/text'

/** What others may know of those who work at the clinic. */

export const professions = ['doctor', 'dentist', 'midwife', 'nurse', 'therapist', 'admin', 'other'] as const

const licence = v.strictObject({
  type: text(60),
  number: text(64),
  issuer: v.optional(text(120)),
  /** The last day on which it is valid. */
  validTo: v.optional(date),
})

export const dailyMaximum = whole(1, 500)

const words = (count: number, length: number) => v.pipe(v.array(text(length)), v.maxLength(count))

export const AddStaff = v.strictObject({
  name: text(250),
  title: v.optional(text(60)),
  profession: v.picklist(professions),
  specialties: v.optional(words(20, 80), []),
  licences: v.optional(v.pipe(v.array(licence), v.maxLength(20)), []),
  languages: v.optional(words(20, 35), []),
  bookable: v.optional(v.boolean(), false),
  /** Booked visits of one local day; without it the clinic's `maxVisitsPerDay`. */
  dailyMaximum: v.optional(dailyMaximum),
})

export type AddStaff = v.InferOutput<typeof AddStaff>

export const ChangeStaff = v.strictObject({
  name: v.optional(text(250)),
  title: v.optional(v.nullable(text(60))),
  profession: v.optional(v.picklist(professions)),
  specialties: v.optional(words(20, 80)),
  licences: v.optional(v.pipe(v.array(licence), v.maxLength(20))),
  languages: v.optional(words(20, 35)),
  bookable: v.optional(v.boolean()),
  dailyMaximum: v.optional(v.nullable(dailyMaximum)),
})

export type ChangeStaff = v.InferOutput<typeof ChangeStaff>

/** From when someone no longer works here; now, where nothing is said. */
export const ArchiveStaff = v.strictObject({ from: v.optional(moment) })

export type ArchiveStaff = v.InferOutput<typeof ArchiveStaff>

export const ListStaff = v.strictObject({
  q: v.optional(text(100)),
  bookable: v.optional(flagText),
  specialty: v.optional(text(80)),
  profession: v.optional(v.picklist(professions)),
  /** `true` lists those who have left; otherwise those who work here. */
  archived: v.optional(flagText),
  ...paging,
})

export type ListStaff = v.InferOutput<typeof ListStaff>

export const StaffMember = v.object({
  ...resource,
  name: v.string(),
  title: v.optional(v.string()),
  profession: v.picklist(professions),
  specialties: v.array(v.string()),
  /** Left out for patients. */
  licences: v.optional(
    v.array(
      v.object({
        type: v.string(),
        number: v.string(),
        issuer: v.optional(v.string()),
        validTo: v.optional(v.string()),
      }),
    ),
  ),
  languages: v.array(v.string()),
  bookable: v.boolean(),
  /** Left out for patients. */
  dailyMaximum: v.optional(v.number()),
  archived: v.boolean(),
  /** The instant from which this member of staff no longer works here; may lie ahead. Left out for patients. */
  archivedFrom: v.optional(v.string()),
})

export type StaffMember = v.InferOutput<typeof StaffMember>

export const StaffPage = page(StaffMember)

/** The specialties of those who work here, with how many have each and how many of these take visits. */
export const Specialties = v.object({
  items: v.array(v.object({ name: v.string(), staff: v.number(), bookable: v.number() })),
})

export type Specialties = v.InferOutput<typeof Specialties>

/** A member of staff as others embed it. `unavailable` where the staff Worker did not answer: the id stands, the rest is unknown. */
export const StaffCard = v.object({
  id: v.string(),
  name: v.string(),
  title: v.optional(v.string()),
  unavailable: v.optional(v.literal(true)),
})

export type StaffCard = v.InferOutput<typeof StaffCard>

/** A card with what a Worker must know before it writes something for this member of staff. */
export interface StaffFacts {
  id: string
  name: string
  title?: string
  profession: (typeof professions)[number]
  specialties: string[]
  bookable: boolean
  archived: boolean
}

export const ExpiringLicences = v.object({
  items: v.array(
    v.object({ staffId: v.string(), name: v.string(), type: v.string(), number: v.string(), validTo: v.string() }),
  ),
})

export type ExpiringLicences = v.InferOutput<typeof ExpiringLicences>
