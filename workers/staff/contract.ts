import * as v from 'valibot'
import { date, flagText, id, idsText, moment, page, paging, resource, text, timeOfDay, whole } from '#shared/input/text'

/** What others may know of the staff Worker: who works at the clinic, and when. The clinic itself is in clinic-contract.ts. */

export const professions = ['doctor', 'dentist', 'midwife', 'nurse', 'therapist', 'admin', 'other'] as const

// Times in which the clinic, or one of its staff, is not there: at most 731 days, a plain date is the clinic's midnight, `endsAt` exclusive

export const AddAbsence = v.strictObject({ startsAt: moment, endsAt: moment, reason: v.optional(text(200)) })
export type AddAbsence = v.InferOutput<typeof AddAbsence>

export const ListTimesOff = v.strictObject({ from: v.optional(moment), to: v.optional(moment), ...paging })
export type ListTimesOff = v.InferOutput<typeof ListTimesOff>

export const Absence = v.object({
  ...resource,
  staffId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.optional(v.string()),
})
export type Absence = v.InferOutput<typeof Absence>
export const AbsencePage = page(Absence)

// One extra opening: at most a day, besides the weekly hours

export const AddOpening = v.strictObject({ startsAt: moment, endsAt: moment, reason: v.optional(text(200)) })
export type AddOpening = v.InferOutput<typeof AddOpening>

export const Opening = v.object({
  ...resource,
  staffId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.optional(v.string()),
})
export type Opening = v.InferOutput<typeof Opening>
export const OpeningPage = page(Opening)

// Staff

const licence = v.strictObject({
  type: text(60),
  number: text(64),
  issuer: v.optional(text(120)),
  /** The last day on which it is valid. */
  validTo: v.optional(date),
})
const dailyMaximum = whole(1, 500)
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
export interface StaffStanding {
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

// Weekly hours

/** One session of a weekday, in the clinic's own time. */
const session = v.pipe(
  v.strictObject({
    /** 1 is Monday, 7 Sunday. */
    weekday: whole(1, 7),
    from: timeOfDay,
    to: timeOfDay,
    roomId: v.optional(id),
    slotMinutes: v.optional(whole(5, 480)),
  }),
  v.check(({ from, to }) => from < to, 'from_before_to'),
)

export const SetAvailability = v.strictObject({
  weekly: v.pipe(v.array(session), v.maxLength(70)),
  validTo: v.optional(date),
})
export type SetAvailability = v.InferOutput<typeof SetAvailability>

export const ListAvailability = v.strictObject(paging)
export type ListAvailability = v.InferOutput<typeof ListAvailability>

/** The week that holds from a date on, until `validTo` or until another one begins. */
export const Availability = v.object({
  staffId: v.string(),
  validFrom: v.string(),
  validTo: v.optional(v.string()),
  weekly: v.array(
    v.object({
      weekday: v.number(),
      from: v.string(),
      to: v.string(),
      roomId: v.optional(v.string()),
      slotMinutes: v.optional(v.number()),
    }),
  ),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type Availability = v.InferOutput<typeof Availability>
export const AvailabilityPage = page(Availability)

// The hours that come of all this

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
})
export type ClinicPolicies = v.InferOutput<typeof ClinicPolicies>

/** As the query of a route: at most 42 days, a comma list of ids. */
export const ReadHours = v.strictObject({
  from: moment,
  to: moment,
  staffId: v.optional(idsText),
  specialty: v.optional(text(80)),
  bookable: v.optional(flagText),
})

/**
 * The same for days or hours that lie far apart: at most 110 spans of at most 42 days each, a year together, in one question. What is open in each span is
 * answered in one list, in order.
 */
export interface AskHoursIn extends Omit<AskHours, 'from' | 'to'> {
  spans: { from: string; to: string }[]
}

/** As other Workers ask: `from` and `to` are instants or dates, at most 42 days apart; at most 500 ids. */
export interface AskHours {
  from: string
  to: string
  staffIds?: string[]
  specialty?: string
  bookable?: boolean
}

export const Hours = v.object({
  items: v.array(
    v.object({
      staffId: v.string(),
      name: v.string(),
      title: v.optional(v.string()),
      specialties: v.array(v.string()),
      /** Booked visits that this person takes on a day: their own limit, else the clinic's. Left out where there is none. */
      dailyMaximum: v.optional(v.number()),
      /** Extra openings are part of these; absences and closures are already taken out of these. In order, never overlapping, within `from` and `to`. */
      open: v.array(
        v.object({
          startsAt: v.string(),
          endsAt: v.string(),
          /** When the session begins on that day, before anything was taken out: offered times count from here. */
          sessionStartsAt: v.string(),
          roomId: v.optional(v.string()),
          slotMinutes: v.optional(v.number()),
        }),
      ),
      /** Whole, also where they reach beyond `from` and `to`. The reason is for staff only. */
      absences: v.array(v.object({ startsAt: v.string(), endsAt: v.string(), reason: v.optional(v.string()) })),
    }),
  ),
  closures: v.array(v.object({ startsAt: v.string(), endsAt: v.string(), reason: v.string() })),
  policies: ClinicPolicies,
})
export type Hours = v.InferOutput<typeof Hours>
