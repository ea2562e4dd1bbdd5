import * as v from 'valibot'
import { date, instant, whole } from '#shared/input/text'
import { Slot } from '../slots/contract.ts'
import { booking } from '../visits/contract.ts'

/** What others may know of series. */

const repeatUnits = ['week', 'fortnight', 'month'] as const

const monthlyRules = ['weekday', 'date'] as const

export const mostOccurrences = 52

/**
 * How often: at the same time of the clinic's clock. One of `count` (with the first) and `until` (inclusive). A month repeats the weekday,
 * the third Tuesday, a fifth one as the last; or with `by: "date"` the date, the 31st as the last day of the month.
 */
const Repeat = v.pipe(
  v.strictObject({
    every: v.picklist(repeatUnits),
    count: v.optional(whole(2, mostOccurrences)),
    until: v.optional(date),
    by: v.optional(v.picklist(monthlyRules)),
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
    /** Answer what would be booked, and book nothing. */
    preview: v.optional(v.boolean()),
  }),
  v.check(input => Boolean(input.minutes ?? input.visitTypeId), 'minutes_or_visit_type'),
)
export type BookSeries = v.InferOutput<typeof BookSeries>

const Occurrence = v.object({
  startsAt: v.string(),
  endsAt: v.string(),
  /** `free` in a preview, `booked` after booking, `clash` where the date cannot be booked. */
  outcome: v.picklist(['free', 'booked', 'clash']),
  appointmentId: v.optional(v.string()),
  /** Of a clash: the failure code of a booking of this date. */
  code: v.optional(v.string()),
  /** Of a clash: the nearest free times with the same member of staff, the same day first; at most three. */
  alternatives: v.optional(v.array(Slot)),
})
export type Occurrence = v.InferOutput<typeof Occurrence>

/** A series; a preview has neither id nor version. */
export const Series = v.object({
  id: v.optional(v.string()),
  version: v.optional(v.number()),
  createdAt: v.optional(v.string()),
  updatedAt: v.optional(v.string()),
  patientId: v.string(),
  repeat: v.object({
    every: v.picklist(repeatUnits),
    count: v.optional(v.number()),
    until: v.optional(v.string()),
    by: v.optional(v.picklist(monthlyRules)),
  }),
  /** The outcome of each date at the time of booking. The visits as they are now: `GET /api/appointments?seriesId=`. */
  items: v.array(Occurrence),
  booked: v.number(),
  clashes: v.number(),
})
export type Series = v.InferOutput<typeof Series>
