import * as v from 'valibot'
import { id } from '#shared/input/text'
import { at, Overbook } from '../contract.ts'

/** What others may know of the steps of a visit: check-in, start, finish, check-out and the like. */

export const Step = v.strictObject({ at })
export type Step = v.InferOutput<typeof Step>

/** `overbook` lets someone in who was marked a no-show and whose time was given away. */
export const CheckIn = v.strictObject({ at, overbook: v.optional(Overbook) })
export type CheckIn = v.InferOutput<typeof CheckIn>

/** A walk-in gets its doctor at the latest here. */
export const Start = v.strictObject({ at, staffId: v.optional(id) })
export type Start = v.InferOutput<typeof Start>

export type StepFailure = 'not_found' | 'stale' | 'wrong_status' | 'not_today' | 'invalid_request'
