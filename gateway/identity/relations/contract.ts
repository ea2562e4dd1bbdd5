import * as v from 'valibot'
import { page, paging, resource, text, wordsText } from '#shared/input/text'
import { PatientCard } from '../../../workers/patient/patients/contract.ts'
import { relations } from './schema.ts'

export const relationStatuses = ['pending', 'active', 'ended'] as const

/**
 * An account that stands for a patient. `pending`: visits and contact data are open to it, and the record, or what a merge has joined to it,
 * is not yet. `recordFrom`: since or from when the own record is open; absent where somebody has to approve it first.
 */
export const Relation = v.object({
  ...resource,
  patientId: v.string(),
  /** In the clinic's list; absent where the patient Worker did not answer. */
  patient: v.optional(PatientCard),
  account: v.object({ name: v.string() }),
  relation: v.picklist(relations),
  status: v.picklist(relationStatuses),
  /** Absent for relations from before it was kept. Who registered on the public page asked nobody in but the own account. */
  invitedBy: v.optional(v.object({ id: v.string(), name: v.string() })),
  since: v.string(),
  recordFrom: v.optional(v.string()),
  /** Whether it was approved, or is older than the rule that new ones wait. */
  approved: v.boolean(),
  approvedBy: v.optional(v.object({ id: v.string(), name: v.string() })),
  /** Whether records that a merge has joined wait for approval. */
  held: v.boolean(),
  /** Of a guardian: the date on which the patient comes of age, from 60 days before, and the date on which this ends unless confirmed. */
  ofAgeOn: v.optional(v.string()),
  endsOn: v.optional(v.string()),
  /** When patient and guardian were told of it by mail. */
  ofAgeTold: v.optional(v.string()),
  endedAt: v.optional(v.string()),
  endedBy: v.optional(v.object({ id: v.string(), name: v.string() })),
  endedFor: v.optional(v.picklist(['request', 'merge', 'of_age', 'membership'])),
  reason: v.optional(v.string()),
  /** Whether it is the asker's own. */
  mine: v.boolean(),
})
export type Relation = v.InferOutput<typeof Relation>

export const RelationPage = page(Relation)

export const ListRelations = v.strictObject({ ...paging, status: v.optional(wordsText(relationStatuses)) })
export type ListRelations = v.InferOutput<typeof ListRelations>

export const ActOnRelation = v.strictObject({ reason: v.optional(text(500)) })
export type ActOnRelation = v.InferOutput<typeof ActOnRelation>

/** What a merge does to each account that stands for either side. */
export const MergedRelation = v.object({ ...Relation.entries, afterMerge: v.picklist(['own', 'closes', 'ends']) })
export type MergedRelation = v.InferOutput<typeof MergedRelation>
