import * as v from 'valibot'
import { flagText, id, page, paging, resource, text, whole } from '#shared/input/text'

/** What others may know of visit types. */

const visitType = {
  name: text(120),
  /** Whole minutes. */
  minutes: whole(5, 480),
  bufferBefore: whole(0, 60),
  bufferAfter: whole(0, 60),
  productId: id,
  selfBookable: v.boolean(),
  active: v.boolean(),
}

export const CreateVisitType = v.strictObject({
  name: visitType.name,
  minutes: visitType.minutes,
  bufferBefore: v.optional(visitType.bufferBefore),
  bufferAfter: v.optional(visitType.bufferAfter),
  productId: v.optional(id),
  selfBookable: v.optional(v.boolean()),
  active: v.optional(v.boolean()),
})
export type CreateVisitType = v.InferOutput<typeof CreateVisitType>

export const ChangeVisitType = v.partial(v.strictObject({ ...visitType, productId: v.nullable(id) }))
export type ChangeVisitType = v.InferOutput<typeof ChangeVisitType>

export const VisitType = v.object({
  ...resource,
  name: v.string(),
  minutes: v.number(),
  bufferBefore: v.number(),
  bufferAfter: v.number(),
  productId: v.optional(v.string()),
  selfBookable: v.boolean(),
  active: v.boolean(),
})
export type VisitType = v.InferOutput<typeof VisitType>

export const VisitTypePage = page(VisitType)
export type VisitTypePage = v.InferOutput<typeof VisitTypePage>

/** By name, or with `updatedSince` by the time of the last change. */
export const ListVisitTypes = v.strictObject({ ...paging, active: v.optional(flagText) })
export type ListVisitTypes = v.InferOutput<typeof ListVisitTypes>
