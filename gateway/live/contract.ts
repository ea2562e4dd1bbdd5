import * as v from 'valibot'
import type { ObjectName } from '#shared/objects'

/** What goes over the live channel: which object changed, and never what stands in it. */

/** How many milliseconds ago the client began to ask for what it shows: it is then told what has changed since. */
export const AskTicket = v.strictObject({
  age: v.optional(v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number), v.maxValue(3_600_000)), '0'),
})

/** What opens one socket, once, within 30 seconds: offered as the subprotocol `ticket.<ticket>` beside `live.v1`. */
export const LiveTicket = v.object({
  ticket: v.string(),
  /** The number up to which whoever began to ask so long ago has seen everything. */
  seq: v.number(),
})

export interface LiveItem {
  resource: ObjectName
  id: string
  patientId?: string
}

/** From the clinic to a socket. `seq` is the number of the view: the clinic's for staff, an own one for a patient. */
export type Frame =
  | { type: 'ready'; seq: number }
  /** Too much was missed: everything has to be asked again. */
  | { type: 'reboot'; seq: number }
  | { type: 'changed'; seq: number; items: LiveItem[] }

/** From a client: what was missed since the number it had last. Frames come without it, too. */
export const Said = v.variant('type', [
  v.object({ type: v.literal('hello'), since: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
])

export const subprotocol = 'live.v1'

/** Codes with which a socket is closed. Whoever still may comes back with a new ticket; who may not any more gets none. */
export const closeCodes = { renewed: 4401, tooMany: 4429, unreadable: 4400 } as const
