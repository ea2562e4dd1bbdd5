import * as v from 'valibot'
import { resource } from '#shared/input/text'
import { booking } from '../../visits/contract.ts'

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
