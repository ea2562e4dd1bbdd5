import * as v from 'valibot'
import { prose, resource } from '#shared/input/text'
import { recorded } from '../contract.ts'

export const noteKinds = ['soap', 'nursing', 'progress', 'other'] as const

/** One field of a SOAP note, at most 20,000 characters; null or nothing clears it. */
const soapField = v.optional(v.nullable(prose(20_000)))

/** A merge patch: fields that are absent stay as they are. */
export const SaveSoap = v.pipe(
  v.strictObject({ subjective: soapField, objective: soapField, assessment: soapField, plan: soapField }),
  v.check(fields => Object.values(fields).some(field => field !== undefined), 'nothing_to_change'),
)

export type SaveSoap = v.InferOutput<typeof SaveSoap>

const noteText = v.pipe(prose(20_000), v.minLength(1))

export const AddNote = v.strictObject({ kind: v.picklist(['nursing', 'progress', 'other']), text: noteText })

export type AddNote = v.InferOutput<typeof AddNote>

export const ChangeNote = v.strictObject({ text: noteText })

export type ChangeNote = v.InferOutput<typeof ChangeNote>

export const Note = v.object({
  ...resource,
  patientId: v.string(),
  encounterId: v.string(),
  kind: v.picklist(noteKinds),
  subjective: v.optional(v.string()),
  objective: v.optional(v.string()),
  assessment: v.optional(v.string()),
  plan: v.optional(v.string()),
  /** The text of a note that is not SOAP. */
  text: v.optional(v.string()),
  /** `withdrawn`: still a draft when another signed the encounter; kept to read, never signed. */
  status: v.picklist(['draft', 'signed', 'withdrawn']),
  /** Its encounter was entered in error, and the note with it. */
  inError: v.optional(v.literal(true)),
  ...recorded,
  signedAt: v.optional(v.string()),
})

export type Note = v.InferOutput<typeof Note>
