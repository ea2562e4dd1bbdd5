import * as v from 'valibot'
import { date, id } from '#shared/input/text'
import { BoardRow } from '../visits/contract.ts'

/** What others may know of the queue. */

export const ReadQueue = v.strictObject({ date: v.optional(date) })
export type ReadQueue = v.InferOutput<typeof ReadQueue>

/** Where the patient is called to: a room, a member of staff, or both; without them the visit's own. */
export const Call = v.strictObject({ roomId: v.optional(id), staffId: v.optional(id) })
export type Call = v.InferOutput<typeof Call>

/** Without `staffId` the first of all patients; with it the first who waits for this member of staff or for anyone. */
export const CallNext = v.strictObject({ roomId: v.optional(id), staffId: v.optional(id) })
export type CallNext = v.InferOutput<typeof CallNext>

/** Minutes from now, in steps of five: the wait is expected to lie between the two. */
export const Wait = v.object({ from: v.number(), to: v.number() })
export type Wait = v.InferOutput<typeof Wait>

/** A patient who has arrived and not started. `calledAt`, `callCount` and `calledTo` where the patient was called. */
export const QueueEntry = v.object({
  ...BoardRow.entries,
  queueNumber: v.number(),
  arrivedAt: v.string(),
  /** 1 is the next to be called; absent once called. */
  place: v.optional(v.number()),
  /** Absent once called, on other days than today, and where no member of staff works whose pace could be used. */
  estimatedWait: v.optional(Wait),
})
export type QueueEntry = v.InferOutput<typeof QueueEntry>

/** The waiting patients in calling order; patients who were called and have not started come first, the latest call at the head. */
export const Queue = v.object({
  /** The clinic's local day. */
  date: v.string(),
  items: v.array(QueueEntry),
})
export type Queue = v.InferOutput<typeof Queue>
