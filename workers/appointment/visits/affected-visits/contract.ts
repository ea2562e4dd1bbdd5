import * as v from 'valibot'
import { id, instant, moment, whole } from '#shared/input/text'
import { BoardRow, refusalFields, StaffEmbedded } from '../contract.ts'

/** What others may know of the visits that an absence affects, and of moving many visits in one request. */

export const FindAlternatives = v.strictObject({ staffId: id, from: moment, to: moment })
export type FindAlternatives = v.InferOutput<typeof FindAlternatives>

const Proposal = v.object({
  staff: StaffEmbedded,
  startsAt: v.string(),
  endsAt: v.string(),
  roomId: v.optional(v.string()),
})
export type Proposal = v.InferOutput<typeof Proposal>

/**
 * Visits that an absence affects, each with another time with the same doctor and another doctor of the same specialty on that day, at the
 * nearest time. No two proposals overlap. `truncated` where there are more than 100 visits.
 */
export const AffectedVisitsWithAlternatives = v.object({
  items: v.array(v.object({ visit: BoardRow, sameStaff: v.optional(Proposal), otherStaff: v.optional(Proposal) })),
  truncated: v.boolean(),
})
export type AffectedVisitsWithAlternatives = v.InferOutput<typeof AffectedVisitsWithAlternatives>

/** The visits that take time of a member of staff in a span, by start, at most 100. */
export interface AffectedVisits {
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
      /** When and with whom the visit is now; absent for an unknown visit. */
      startsAt: v.optional(v.string()),
      staffId: v.optional(v.string()),
      patientId: v.optional(v.string()),
      version: v.optional(v.number()),
      ...refusalFields,
    }),
  ),
})
export type MovedMany = v.InferOutput<typeof MovedMany>
