import * as v from 'valibot'

/** Whether the head of the access log is mailed to every owner once a week. */
export const WitnessChoice = v.strictObject({ weekly: v.boolean() })
export type WitnessChoice = v.InferOutput<typeof WitnessChoice>

export const Witnessing = v.object({
  weekly: v.boolean(),
  /** When it was mailed last. */
  mailedAt: v.optional(v.string()),
})
export type Witnessing = v.InferOutput<typeof Witnessing>
