import * as v from 'valibot'
import {
  id,
  idsText,
  instant,
  linkedPage,
  links,
  moment,
  paging,
  prose,
  resource,
  text,
  wordsText,
} from '#shared/input/text'
import { PatientCard } from '../patient/contract.ts'

/**
 * What others may know of the record Worker: its inputs, its answers.
 *
 * An encounter is one meeting of a patient with the clinic. Its SOAP note belongs to one author; other notes stand beside it, each signed
 * by its own author. Once the SOAP note is signed, nothing of the encounter changes any more.
 */

export const encounterClasses = ['ambulatory', 'virtual', 'home', 'emergency'] as const
export const encounterStatuses = ['in_progress', 'finished', 'entered_in_error'] as const
export const noteKinds = ['soap', 'nursing', 'progress', 'other'] as const
export const observationCategories = ['vital_signs', 'laboratory', 'other'] as const
export const observationStatuses = ['final', 'entered_in_error'] as const
export const timelineKinds = ['encounter', 'note', 'observation'] as const

/** Who wrote an entry: the account, the name it had then, and the role it acted in. */
export const Author = v.object({ id: v.string(), name: v.string(), role: v.string() })
export type Author = v.InferOutput<typeof Author>

const recorded = { recordedBy: Author, recordedAt: v.string() }

// Inputs

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

const number = v.pipe(v.number(), v.finite(), v.minValue(-1e9), v.maxValue(1e9))
/** A LOINC code, `8867-4`. */
const loinc = v.pipe(v.string(), v.regex(/^\d{1,7}-\d$/, 'loinc'))
/** A UCUM unit, `mm[Hg]`. */
const unit = v.pipe(v.string(), v.regex(/^[!-~]{1,32}$/, 'unit'))

const Component = v.strictObject({ code: loinc, value: number, unit })

/** Exactly one of `value` with `unit`, `valueText`, `valueCode`, `components`. */
export const RecordObservation = v.pipe(
  v.strictObject({
    patientId: id,
    encounterId: v.optional(id),
    category: v.optional(v.picklist(observationCategories)),
    code: loinc,
    /** Not later than now. */
    observedAt: instant,
    value: v.optional(number),
    unit: v.optional(unit),
    valueText: v.optional(v.pipe(prose(2_000), v.minLength(1))),
    valueCode: v.optional(text(64)),
    components: v.optional(v.pipe(v.array(Component), v.minLength(1), v.maxLength(20))),
    interpretation: v.optional(text(40)),
    referenceRange: v.optional(
      v.strictObject({ low: v.optional(number), high: v.optional(number), text: v.optional(text(120)) }),
    ),
  }),
  v.forward(
    v.check(({ value, unit }) => (value === undefined) === (unit === undefined), 'value_with_unit'),
    ['unit'],
  ),
  v.forward(
    v.check(
      ({ value, valueText, valueCode, components }) =>
        [value, valueText, valueCode, components].filter(one => one !== undefined).length === 1,
      'one_value',
    ),
    ['value'],
  ),
)
export type RecordObservation = v.InferOutput<typeof RecordObservation>

export const RecordObservations = v.strictObject({
  items: v.pipe(v.array(RecordObservation), v.minLength(1), v.maxLength(50)),
})
export type RecordObservations = v.InferOutput<typeof RecordObservations>

export const ListObservations = v.strictObject({
  patientId: v.optional(idsText),
  encounterId: v.optional(idsText),
  code: v.optional(idsText),
  category: v.optional(wordsText(observationCategories)),
  status: v.optional(wordsText(observationStatuses)),
  from: v.optional(moment),
  to: v.optional(moment),
  ...paging,
})
export type ListObservations = v.InferOutput<typeof ListObservations>

export const Retract = v.strictObject({ reason: text(500) })
export type Retract = v.InferOutput<typeof Retract>

export const ReadTimeline = v.strictObject({
  from: v.optional(moment),
  to: v.optional(moment),
  kinds: v.optional(wordsText(timelineKinds)),
  limit: paging.limit,
  cursor: paging.cursor,
})
export type ReadTimeline = v.InferOutput<typeof ReadTimeline>

// Answers

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

export const Observation = v.object({
  ...resource,
  patientId: v.string(),
  encounterId: v.optional(v.string()),
  category: v.picklist(observationCategories),
  code: v.string(),
  /** Our key of a known vital sign, `heart_rate`. */
  name: v.optional(v.string()),
  observedAt: v.string(),
  value: v.optional(v.number()),
  unit: v.optional(v.string()),
  valueText: v.optional(v.string()),
  valueCode: v.optional(v.string()),
  components: v.optional(
    v.array(v.object({ code: v.string(), name: v.optional(v.string()), value: v.number(), unit: v.string() })),
  ),
  interpretation: v.optional(v.string()),
  referenceRange: v.optional(
    v.object({ low: v.optional(v.number()), high: v.optional(v.number()), text: v.optional(v.string()) }),
  ),
  /** Worth a second look: outside what is plausible for a grown person. Not a diagnosis. */
  outOfRange: v.boolean(),
  status: v.picklist(observationStatuses),
  retracted: v.optional(v.object({ reason: v.string(), at: v.string(), by: Author })),
  ...recorded,
})
export type Observation = v.InferOutput<typeof Observation>

export const StaffName = v.object({ id: v.string(), name: v.string(), unavailable: v.optional(v.literal(true)) })
export type StaffName = v.InferOutput<typeof StaffName>

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
export const ObservationPage = linkedPage(Observation)
export const Observations = v.object({ items: v.array(Observation) })
export type Observations = v.InferOutput<typeof Observations>

const entry = { id: v.string(), at: v.string() }

export const TimelineEntry = v.variant('kind', [
  v.object({ kind: v.literal('encounter'), ...entry, encounter: EncounterLine }),
  v.object({ kind: v.literal('note'), ...entry, note: Note }),
  v.object({ kind: v.literal('observation'), ...entry, observation: Observation }),
])
export type TimelineEntry = v.InferOutput<typeof TimelineEntry>
export const TimelinePage = linkedPage(TimelineEntry)

/** The last values of one code, newest first, at most eight: enough for a small trend. */
export const Trend = v.object({ code: v.string(), name: v.optional(v.string()), values: v.array(Observation) })
export type Trend = v.InferOutput<typeof Trend>

/** The clinical part of a patient's summary. */
export const ChartSummary = v.object({ vitals: v.array(Trend), openEncounters: v.array(EncounterLine), ...links })
export type ChartSummary = v.InferOutput<typeof ChartSummary>

/** What still waits for a signature: how many (counted to 1,000), and the first twenty, oldest first. */
export const Unsigned = v.object({ count: v.number(), items: v.array(EncounterLine) })
export type Unsigned = v.InferOutput<typeof Unsigned>
