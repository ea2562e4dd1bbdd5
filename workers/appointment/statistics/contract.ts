import * as v from 'valibot'
import { moment } from '#shared/input/text'
import type { Status } from '../visits/contract.ts'

/** What the statistics of the desk say. Days are the clinic's; a visit counts on the day on which it starts. */

/** At most 366 days; the day of `to` is not among them. */
export const ReadStatistics = v.strictObject({ from: moment, to: moment })
export type ReadStatistics = v.InferOutput<typeof ReadStatistics>

const numbers = {
  /** All of them, whatever became of them. */
  visits: v.number(),
  byStatus: v.object({
    booked: v.number(),
    confirmed: v.number(),
    arrived: v.number(),
    in_progress: v.number(),
    completed: v.number(),
    cancelled: v.number(),
    no_show: v.number(),
  }),
  walkIns: v.number(),
  /** Of the booked visits whose patient came or should have come, how many did not: 0 to 1; absent where there were none. */
  noShowRate: v.optional(v.number()),
  /** Cancelled later than the clinic's `lateCancelMinutes` before the visit. */
  lateCancels: v.number(),
  /** Whole minutes from arrival to start, of the visits that started; absent where none did. */
  waiting: v.optional(v.object({ visits: v.number(), medianMinutes: v.number(), ninetiethMinutes: v.number() })),
}

const utilisation = {
  /** Minutes of the booked visits, but for the cancelled and the no-shows. */
  bookedMinutes: v.number(),
  /** Of staff: their hours, absences and closures taken out. Of rooms: the time in which anyone works. */
  offeredMinutes: v.number(),
  /** Booked by offered; above 1 where more was booked than the hours hold, absent without hours. */
  utilisation: v.optional(v.number()),
}

export const Statistics = v.object({
  from: v.string(),
  to: v.string(),
  timezone: v.string(),
  sum: v.object(numbers),
  days: v.array(v.object({ date: v.string(), ...numbers })),
  staff: v.array(v.object({ id: v.string(), name: v.string(), ...utilisation })),
  rooms: v.array(v.object({ id: v.string(), number: v.string(), ...utilisation })),
})
export type Statistics = v.InferOutput<typeof Statistics>

/** Visits of a range, counted by their start in the clinic's zone. */
export interface AppointmentCounts {
  total: number
  walkIns: number
  byStatus: Record<Status, number>
  byDay: { date: string; total: number; byStatus: Partial<Record<Status, number>> }[]
  /** 0 to 23; without the cancelled. */
  byHour: { hour: number; total: number }[]
  /** Mean minutes from arrival to start of the visits that started. */
  meanWaitMinutes?: number
}
