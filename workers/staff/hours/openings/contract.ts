import * as v from 'valibot'
import { moment, page, resource, text } from '#shared/input/text'

/** Times in which one of the staff works besides the weekly hours: at most a day. */

export const AddOpening = v.strictObject({ startsAt: moment, endsAt: moment, reason: v.optional(text(200)) })

export type AddOpening = v.InferOutput<typeof AddOpening>

export const Opening = v.object({
  ...resource,
  staffId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.optional(v.string()),
})

export type Opening = v.InferOutput<typeof Opening>

export const OpeningPage = page(Opening)
