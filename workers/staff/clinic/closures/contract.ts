import * as v from 'valibot'
import { moment, page, resource, text } from '#shared/input/text'

/** When the clinic is closed: at most 731 days, a plain date is the clinic's midnight, `endsAt` is exclusive. */

export const AddClosure = v.strictObject({ startsAt: moment, endsAt: moment, reason: text(200) })

export type AddClosure = v.InferOutput<typeof AddClosure>

export const Closure = v.object({ ...resource, startsAt: v.string(), endsAt: v.string(), reason: v.string() })

export type Closure = v.InferOutput<typeof Closure>

export const ClosurePage = page(Closure)
