import * as v from 'valibot'
import { id, idsText, instant, linkedPage, moment, paging, resource, wordsText } from '#shared/input/text'
import { PatientCard } from '../../patient/patients/contract.ts'
import { Author, recorded, StaffName } from '../contract.ts'
import { Note } from '../notes/contract.ts'
import { Observation } from '../observations/contract.ts'

/**
 * An encounter is one meeting of a patient with the clinic. Its SOAP note belongs to one author; other notes stand beside it, each signed
 * by its own author. Once the SOAP note is signed, nothing of the encounter changes any more.
 */

export const encounterClasses = ['ambulatory', 'virtual', 'home', 'emergency'] as const

export const encounterStatuses = ['in_progress', 'finished', 'entered_in_error'] as const

export const OpenEncounter = v.strictObject({
  patientId: id,
  appointmentId: v.optional(id),
  class: v.optional(v.picklist(encounterClasses)),
  /** Not later than now; now where absent. */
  startedAt: v.optional(instant),
})

export type OpenEncounter = v.InferOutput<typeof OpenEncounter>

export const ListEncounters = v.strictObject({
  patientId: v.optional(idsText),
  staffId: v.optional(idsText),
  appointmentId: v.optional(idsText),
  status: v.optional(wordsText(encounterStatuses)),
  from: v.optional(moment),
  to: v.optional(moment),
  ...paging,
})

export type ListEncounters = v.InferOutput<typeof ListEncounters>

const encounterLine = {
  ...resource,
  patient: PatientCard,
  staff: v.optional(StaffName),
  appointmentId: v.optional(v.string()),
  class: v.picklist(encounterClasses),
  status: v.picklist(encounterStatuses),
  statusHistory: v.array(
    v.object({
      status: v.picklist(encounterStatuses),
      at: v.string(),
      by: Author,
      /** Of `entered_in_error`: why. */
      reason: v.optional(v.string()),
    }),
  ),
  period: v.object({ start: v.string(), end: v.optional(v.string()) }),
  ...recorded,
  signedAt: v.optional(v.string()),
  signedBy: v.optional(Author),
}

/** An encounter as lists show it: without what was written in it. */
export const EncounterLine = v.object(encounterLine)

export type EncounterLine = v.InferOutput<typeof EncounterLine>

/** An encounter with everything of the visit. `version` is the one that saving and signing the SOAP note ask for. */
export const Encounter = v.object({
  ...encounterLine,
  /** The SOAP note; absent until its author has written something. */
  note: v.optional(Note),
  /** The notes of others, oldest first. */
  notes: v.array(Note),
  /** Oldest first; retracted ones stay, marked. */
  observations: v.array(Observation),
})

export type Encounter = v.InferOutput<typeof Encounter>

/** An encounter, and whether this request made it. */
export interface OpenedEncounter {
  created: boolean
  encounter: Encounter
}

export const EncounterPage = linkedPage(EncounterLine)

/** What still waits for a signature: how many (counted to 1,000), and the first twenty, oldest first. */
export const Unsigned = v.object({ count: v.number(), items: v.array(EncounterLine) })

export type Unsigned = v.InferOutput<typeof Unsigned>
