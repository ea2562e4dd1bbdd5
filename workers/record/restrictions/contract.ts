import * as v from 'valibot'
import { id, resource, text } from '#shared/input/text'
import { Author } from '../contract.ts'

/**
 * A restricted record is opened by staff with a reason only, and by the accounts in `blocked` not at all. The patient, and whoever stands for
 * the patient, reads it as ever.
 */

export const RestrictRecord = v.strictObject({
  reason: text(500),
  blocked: v.optional(v.pipe(v.array(id), v.maxLength(50))),
})
export type RestrictRecord = v.InferOutput<typeof RestrictRecord>

/** The same, with whose record it is and the version that was seen. */
export interface RestrictPatient extends RestrictRecord {
  patientId: string
  version?: number | undefined
}

export const LiftRestriction = v.strictObject({ reason: v.optional(text(500)) })
export type LiftRestriction = v.InferOutput<typeof LiftRestriction>

export const OpenRecord = v.strictObject({ reason: text(500) })
export type OpenRecord = v.InferOutput<typeof OpenRecord>

export const Restriction = v.object({
  ...resource,
  patientId: v.string(),
  reason: v.string(),
  /** Who never gets in. Shown to those who may restrict. */
  blocked: v.optional(v.array(v.string())),
  restrictedBy: Author,
})
export type Restriction = v.InferOutput<typeof Restriction>

/** A record opened with a reason: for one account, until the clinic's midnight. */
export const RecordAccess = v.object({
  id: v.string(),
  patientId: v.string(),
  reason: v.string(),
  openedAt: v.string(),
  until: v.string(),
})
export type RecordAccess = v.InferOutput<typeof RecordAccess>

/** How a record stands for the asker. `asks`: nothing, a reason, or it does not open at all (`blocked`). */
export const RecordState = v.object({
  patientId: v.string(),
  asks: v.picklist(['nothing', 'reason', 'blocked']),
  /** The restriction in force; hidden from whoever it blocks. */
  restriction: v.optional(Restriction),
  /** With which the asker has opened the record today. */
  access: v.optional(RecordAccess),
})
export type RecordState = v.InferOutput<typeof RecordState>
