import * as v from 'valibot'
import { moment, page, resource, text } from '#shared/input/text'

/** Times in which one of the staff is away: at most 731 days, a plain date is the clinic's midnight, `endsAt` is exclusive. */

export const AddAbsence = v.strictObject({ startsAt: moment, endsAt: moment, reason: v.optional(text(200)) })

export type AddAbsence = v.InferOutput<typeof AddAbsence>

export const Absence = v.object({
  ...resource,
  staffId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.optional(v.string()),
})

export type Absence = v.InferOutput<typeof Absence>

export const AbsencePage = page(Absence)
