import * as v from 'valibot'
import { date, id, instant, moment, page, paging, resource, text, whole } from '#shared/input/text'
import { BoardRow, booking, refused, Slot, StaffEmbedded } from '../visits/contract.ts'

/** What others may know of holds, series, displaced visits and moves of many; rooms under maintenance as well. */

// ---- holds

/** Keep a time for five minutes while a form is filled in: the same time that the booking will name. */
export const HoldSlot = v.pipe(
  v.strictObject({
    staffId: booking.staffId,
    startsAt: booking.startsAt,
    minutes: booking.minutes,
    visitTypeId: booking.visitTypeId,
    roomId: booking.roomId,
  }),
  v.check(input => Boolean(input.minutes ?? input.visitTypeId), 'minutes_or_visit_type'),
)
export type HoldSlot = v.InferOutput<typeof HoldSlot>

export const Hold = v.object({
  ...resource,
  staffId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  roomId: v.optional(v.string()),
  expiresAt: v.string(),
})
export type Hold = v.InferOutput<typeof Hold>

// ---- series

const everies = ['week', 'fortnight', 'month'] as const
const bys = ['weekday', 'date'] as const
export const mostOccurrences = 52

/**
 * How often: at the same time of the clinic's clock. One of `count` (with the first) and `until` (inclusive). A month repeats the weekday,
 * the third Tuesday, a fifth one as the last; or with `by: "date"` the date, the 31st as the last day of the month.
 */
const Repeat = v.pipe(
  v.strictObject({
    every: v.picklist(everies),
    count: v.optional(whole(2, mostOccurrences)),
    until: v.optional(date),
    by: v.optional(v.picklist(bys)),
  }),
  v.check(({ count, until }) => (count === undefined) !== (until === undefined), 'count_or_until'),
  v.check(({ every, by }) => by === undefined || every === 'month', 'by_of_a_month'),
)
export type Repeat = v.InferOutput<typeof Repeat>

export const BookSeries = v.pipe(
  v.strictObject({
    ...booking,
    repeat: Repeat,
    /** Dates of the rule that take place at another time, where theirs is not possible. */
    instead: v.optional(
      v.pipe(v.array(v.strictObject({ of: instant, startsAt: instant })), v.maxLength(mostOccurrences)),
    ),
    /** Say what would come of it, and book nothing. */
    preview: v.optional(v.boolean()),
  }),
  v.check(input => Boolean(input.minutes ?? input.visitTypeId), 'minutes_or_visit_type'),
)
export type BookSeries = v.InferOutput<typeof BookSeries>

const Occurrence = v.object({
  startsAt: v.string(),
  endsAt: v.string(),
  /** `free` in a preview, `booked` once it is; `clash` where it cannot be. */
  outcome: v.picklist(['free', 'booked', 'clash']),
  appointmentId: v.optional(v.string()),
  /** Why it cannot be: the code that a booking of this date would be answered. */
  code: v.optional(v.string()),
  /** Of a clash: the nearest free times with the same member of staff, the same day first; at most three. */
  alternatives: v.optional(v.array(Slot)),
})
export type Occurrence = v.InferOutput<typeof Occurrence>

/** A series, or in a preview what it would be: then without id and version. */
export const Series = v.object({
  id: v.optional(v.string()),
  version: v.optional(v.number()),
  createdAt: v.optional(v.string()),
  updatedAt: v.optional(v.string()),
  patientId: v.string(),
  repeat: v.object({
    every: v.picklist(everies),
    count: v.optional(v.number()),
    until: v.optional(v.string()),
    by: v.optional(v.picklist(bys)),
  }),
  /** What came of each date when it was booked. The visits as they are now: `GET /api/appointments?seriesId=`. */
  items: v.array(Occurrence),
  booked: v.number(),
  clashes: v.number(),
})
export type Series = v.InferOutput<typeof Series>

// ---- visits that an absence hits, and moving many

export const FindDisplaced = v.strictObject({ staffId: id, from: moment, to: moment })
export type FindDisplaced = v.InferOutput<typeof FindDisplaced>

const Proposal = v.object({
  staff: StaffEmbedded,
  startsAt: v.string(),
  endsAt: v.string(),
  roomId: v.optional(v.string()),
})
export type Proposal = v.InferOutput<typeof Proposal>

/**
 * Visits that someone's absence hits, each with where it could go: another time with the same doctor, or another doctor of the same
 * specialty on that day, at the nearest time. No two proposals collide. `truncated` where there are more than 100 visits.
 */
export const Displaced = v.object({
  items: v.array(v.object({ visit: BoardRow, sameStaff: v.optional(Proposal), otherStaff: v.optional(Proposal) })),
  truncated: v.boolean(),
})
export type Displaced = v.InferOutput<typeof Displaced>

/** The visits that take someone's time in a span, first of them first, at most 100. */
export interface Hit {
  items: BoardRow[]
  truncated: boolean
}

export const MoveMany = v.strictObject({
  moves: v.pipe(
    v.array(v.strictObject({ id, version: whole(1, 1_000_000), startsAt: instant, staffId: v.optional(id) })),
    v.minLength(1),
    v.maxLength(100),
    v.check(moves => new Set(moves.map(move => move.id)).size === moves.length, 'twice'),
  ),
})
export type MoveMany = v.InferOutput<typeof MoveMany>

export const MovedMany = v.object({
  items: v.array(
    v.object({
      id: v.string(),
      outcome: v.picklist(['moved', 'refused']),
      /** Where and when the visit is now; left out for one that is not there. */
      startsAt: v.optional(v.string()),
      staffId: v.optional(v.string()),
      patientId: v.optional(v.string()),
      version: v.optional(v.number()),
      ...refused,
    }),
  ),
})
export type MovedMany = v.InferOutput<typeof MovedMany>

// ---- rooms under maintenance

export const AddMaintenance = v.strictObject({ startsAt: moment, endsAt: moment, reason: text(200) })
export type AddMaintenance = v.InferOutput<typeof AddMaintenance>

export const ListMaintenance = v.strictObject({ from: v.optional(moment), to: v.optional(moment), ...paging })
export type ListMaintenance = v.InferOutput<typeof ListMaintenance>

export const Maintenance = v.object({
  ...resource,
  roomId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.string(),
})
export type Maintenance = v.InferOutput<typeof Maintenance>
export const MaintenancePage = page(Maintenance)
export type MaintenancePage = v.InferOutput<typeof MaintenancePage>
