import * as v from 'valibot'
import { id, partialDate, prose } from '#shared/input/text'
import { identifierTypes, nameParts, type Patient, PatientCard, type PatientFacts } from '../patients/contract.ts'

/** Into whom the duplicate is merged: `intoId` names the patient who is kept. */
export const MergePatient = v.strictObject({ intoId: id })

export type MergePatient = v.InferOutput<typeof MergePatient>

/** What is known of someone while it is being typed. `name` is the text so far, or its parts. */
export const MatchPatient = v.strictObject({
  name: v.optional(v.union([prose(250), v.partial(v.strictObject(nameParts))])),
  birthDate: v.optional(partialDate),
  phone: v.optional(prose(32)),
  nationalId: v.optional(prose(64)),
  identifiers: v.optional(
    v.pipe(v.array(v.strictObject({ type: v.picklist(identifierTypes), value: prose(64) })), v.maxLength(20)),
  ),
})

export type MatchPatient = v.InferOutput<typeof MatchPatient>

/**
 * Someone who may be the same person. `score` runs from 0 to 1: 1 is the same identifier, 0.9 the same name and birth date, 0.6 the same
 * name and nothing else known; below 0.5 nobody is named.
 */
export const MatchCandidate = v.object({
  patient: v.omit(PatientCard, ['unavailable']),
  score: v.number(),
  reasons: v.array(v.picklist(['identifier', 'name', 'similar_name', 'birth_date', 'phone'])),
  deceased: v.boolean(),
  archived: v.boolean(),
})

export type MatchCandidate = v.InferOutput<typeof MatchCandidate>

/** At most ten, the likeliest first. */
export const MatchCandidates = v.object({ items: v.array(MatchCandidate) })

export type MatchCandidates = v.InferOutput<typeof MatchCandidates>

/** All ids of one person: the patient who is kept, and each patient merged into that one. */
export interface Linked {
  /** The patient who is kept; alone in the group where nobody was merged. */
  id: string
  /** Every id of the group, the id of the kept patient first. */
  ids: string[]
}

/** The ids of a person with the card of the patient who is kept, for whoever writes for that person. */
export interface LinkedPerson extends Linked, Omit<PatientFacts, 'mergedInto'> {
  /** Each record of the person by its own name, and how its identity was proved. */
  records: { id: string; name: string; proof: IdentityProof }[]
}

/**
 * `document`: somebody of the clinic has seen a named document. `none`: registered on the public page by whoever knew the name, and shown
 * none. `clinic`: registered by the clinic.
 */
export type IdentityProof = 'document' | 'clinic' | 'none'

/** What `patient.unmerge` answers: the patient, and the id of the patient it was split from. */
export interface Unmerged {
  patient: Patient
  /** The patient into whom this one had been merged; absent where the history does not name it. */
  from?: string
}
