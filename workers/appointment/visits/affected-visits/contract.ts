import * as v from 'valibot'
import { id, instant, moment, whole } from '#shared/input/text'
import { BoardRow, refused, StaffEmbedded } from '../contract.ts'

/** What others may know of the visits that an absence affects, and of moving many visits in one request. */

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
