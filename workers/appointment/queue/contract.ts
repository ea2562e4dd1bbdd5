import * as v from 'valibot'
import { date, id, instant, resource, text } from '#shared/input/text'
import { BoardRow } from '../visits/contract.ts'

/** What others may know of the queue, the waiting-room screen and the room board. */

export const ReadQueue = v.strictObject({ date: v.optional(date) })
export type ReadQueue = v.InferOutput<typeof ReadQueue>

/** Where to: a room, a member of staff, or both; without them to the visit's own. */
export const Call = v.strictObject({ roomId: v.optional(id), staffId: v.optional(id) })
export type Call = v.InferOutput<typeof Call>

/** Without `staffId` whoever is first; with it only who waits for this member of staff or for anyone. */
export const CallNext = v.strictObject({ roomId: v.optional(id), staffId: v.optional(id) })
export type CallNext = v.InferOutput<typeof CallNext>

/** Minutes from now, in steps of five: the truth is expected to lie between the two. */
export const Wait = v.object({ from: v.number(), to: v.number() })
export type Wait = v.InferOutput<typeof Wait>

/** One who has arrived and is not in yet. `calledAt`, `callCount` and `calledTo` where called. */
export const QueueEntry = v.object({
  ...BoardRow.entries,
  queueNumber: v.number(),
  /** Since when. */
  arrivedAt: v.string(),
  /** 1 is the next to be called; absent once called. */
  place: v.optional(v.number()),
  /** Absent once called, on other days than today, and where no member of staff is there to go by. */
  estimatedWait: v.optional(Wait),
})
export type QueueEntry = v.InferOutput<typeof QueueEntry>

/** Who waits, in calling order; those called and not in yet come first, the latest call at the head. */
export const Queue = v.object({
  /** The clinic's local day. */
  date: v.string(),
  items: v.array(QueueEntry),
})
export type Queue = v.InferOutput<typeof Queue>

// ---- the screen -------------------------------------------------------------------------------------------------------------------

export const CreateScreen = v.strictObject({ name: v.optional(text(60)) })
export type CreateScreen = v.InferOutput<typeof CreateScreen>

export const Screen = v.object({ ...resource, name: v.string() })
export type Screen = v.InferOutput<typeof Screen>
/** `token` is shown this once: the page of the screen sends it as a bearer token to `GET /api/queue/screen`, and to nothing else. */
export const NewScreen = v.object({ ...Screen.entries, token: v.string() })
export type NewScreen = v.InferOutput<typeof NewScreen>
/** All of them, by name: a clinic has a few. */
export const Screens = v.object({ items: v.array(Screen) })
export type Screens = v.InferOutput<typeof Screens>

/** What a waiting room may see: numbers and rooms, nobody's name. */
export const ScreenFace = v.object({
  date: v.string(),
  timezone: v.string(),
  locale: v.string(),
  at: v.string(),
  /** The latest call at the head. */
  called: v.array(
    v.object({ number: v.number(), room: v.optional(v.string()), calledAt: v.string(), callCount: v.number() }),
  ),
  /** The next ten numbers, in calling order. */
  next: v.array(v.number()),
  waiting: v.number(),
})
export type ScreenFace = v.InferOutput<typeof ScreenFace>

// ---- the room board ---------------------------------------------------------------------------------------------------------------

/** `at` is an instant, now without it. */
export const ReadRoomBoard = v.strictObject({ at: v.optional(instant) })
export type ReadRoomBoard = v.InferOutput<typeof ReadRoomBoard>

export const RoomOnBoard = v.object({
  id: v.string(),
  number: v.string(),
  type: v.string(),
  status: v.picklist(['available', 'occupied', 'maintenance']),
  /** Who has it, from check-in to finish: `in_progress` who is being seen, else `arrived` whoever of those waiting for it is called first. */
  now: v.optional(BoardRow),
  /** Who takes it after that: of those who wait for it, else the next visit of that local day. */
  next: v.optional(BoardRow),
  /** Who else has arrived for it, in calling order, `next` among them; absent where nobody has. */
  waiting: v.optional(v.array(BoardRow)),
  /** Until when nothing takes the room, where it is free and something is to come that day. */
  freeUntil: v.optional(v.string()),
  /** Out of use at that instant, or later that day. */
  maintenance: v.optional(
    v.object({ startsAt: v.optional(v.string()), endsAt: v.optional(v.string()), reason: v.optional(v.string()) }),
  ),
})
export type RoomOnBoard = v.InferOutput<typeof RoomOnBoard>
export const RoomBoard = v.object({ at: v.string(), items: v.array(RoomOnBoard) })
export type RoomBoard = v.InferOutput<typeof RoomBoard>
