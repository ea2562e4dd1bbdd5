import * as v from 'valibot'
import { date, id, page, paging, timeOfDay, whole } from '#shared/input/text'

/** Weekly hours of one of the staff. */

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
