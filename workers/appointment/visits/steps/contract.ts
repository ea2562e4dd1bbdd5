import * as v from 'valibot'
import { id } from '#shared/input/text'
import { Overbook, stepInstant } from '../contract.ts'

/** What others may know of the steps of a visit: check-in, start, finish, check-out and the like. */

export const Step = v.strictObject({ at: stepInstant })
export type Step = v.InferOutput<typeof Step>

/** `overbook` checks in a no-show whose time was booked for another visit. */
export const CheckIn = v.strictObject({ at: stepInstant, overbook: v.optional(Overbook) })
export type CheckIn = v.InferOutput<typeof CheckIn>

/** `staffId` gives a walk-in its doctor. */
export const Start = v.strictObject({ at: stepInstant, staffId: v.optional(id) })
export type Start = v.InferOutput<typeof Start>

export type StepFailure = 'not_found' | 'stale' | 'wrong_status' | 'not_today' | 'invalid_request'
