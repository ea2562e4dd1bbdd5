import * as v from 'valibot'
import { id, idsText, moment, text, wholeText } from '#shared/input/text'

/** What others may know of free times. */

export const FindSlots = v.strictObject({
  from: moment,
  to: moment,
  staffId: v.optional(idsText),
  specialty: v.optional(text(120)),
  minutes: v.optional(wholeText(5, 480)),
  visitTypeId: v.optional(id),
  /** Only times at which this room and these other staff are free as well. */
  roomId: v.optional(id),
  assistantIds: v.optional(idsText),
  /** A hold of the account that asks; the held time is shown as free. */
  holdId: v.optional(id),
})
export type FindSlots = v.InferOutput<typeof FindSlots>

export const Slot = v.object({
  staffId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  roomId: v.optional(v.string()),
})
export type Slot = v.InferOutput<typeof Slot>

export const Slots = v.object({ items: v.array(Slot) })
export type Slots = v.InferOutput<typeof Slots>
