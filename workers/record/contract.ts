import * as v from 'valibot'
import { text } from '#shared/input/text'

/** What every entry of a chart carries, and how it is retracted. */

/** Who wrote an entry: the account, the name it had then, and the role it acted in. */
export const Author = v.object({ id: v.string(), name: v.string(), role: v.string() })

export type Author = v.InferOutput<typeof Author>

export const recorded = { recordedBy: Author, recordedAt: v.string() }

export const StaffName = v.object({ id: v.string(), name: v.string(), unavailable: v.optional(v.literal(true)) })

export type StaffName = v.InferOutput<typeof StaffName>

export const Retract = v.strictObject({ reason: text(500) })

export type Retract = v.InferOutput<typeof Retract>
