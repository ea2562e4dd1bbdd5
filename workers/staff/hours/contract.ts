import * as v from 'valibot'
import { flagText, idsText, moment, paging, text } from '#shared/input/text'
import { ClinicPolicies } from '../clinic/contract.ts'

/** The hours that follow from weekly hours, openings, absences and closures. */

export const ListTimesOff = v.strictObject({ from: v.optional(moment), to: v.optional(moment), ...paging })

export type ListTimesOff = v.InferOutput<typeof ListTimesOff>

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
export interface HoursOfDaysQuery extends Omit<HoursQuery, 'from' | 'to'> {
  spans: { from: string; to: string }[]
}

/** As other Workers ask: `from` and `to` are instants or dates, at most 42 days apart; at most 500 ids. */
export interface HoursQuery {
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
