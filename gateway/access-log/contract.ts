import * as v from 'valibot'
import { date, id, moment, page, paging } from '#shared/input/text'
import { roles } from '#shared/permissions'

/** What the routes of the access log take and answer. */

const filters = {
  /** By the instant of the request; `to` is exclusive. */
  from: v.optional(moment),
  to: v.optional(moment),
  /** Who acted. */
  accountId: v.optional(id),
  /** Entries that name this patient, whoever else they name. */
  patientId: v.optional(id),
  /** The name of the verb, `patient.read`, as the permission table has it, or of a sign-in event, `signed_in`. */
  action: v.optional(v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,120}$/, 'action'))),
  /** `ok`, failure codes, or both, as a comma list. */
  outcome: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z_]{1,40}(?:,[a-z_]{1,40}){0,19}$/, 'outcome'),
      v.transform(value => value.split(',')),
    ),
  ),
}

export const ListAccess = v.strictObject({ ...filters, ...paging })
export type ListAccess = v.InferOutput<typeof ListAccess>

/** The same without pages: at most 50,000 entries, the newest. */
export const ExportAccess = v.strictObject(filters)
export type ExportAccess = v.InferOutput<typeof ExportAccess>

const account = v.object({ id: v.string(), name: v.string() })
const held = v.array(v.picklist(roles))

export const AccessEntry = v.object({
  /** The place in the chain, from 1, without gaps. */
  sequence: v.number(),
  at: v.string(),
  requestId: v.string(),
  account,
  roles: held,
  /** The patients for whom the account acted as guardian or carer. */
  for: v.optional(v.array(v.string())),
  action: v.string(),
  /** Id of what the path named. */
  object: v.optional(v.string()),
  patientIds: v.array(v.string()),
  /** How many further ids a refused request named; of many refused requests, repeats count again. */
  unnamed: v.optional(v.number()),
  /** How many refused requests of the account this entry stands for. */
  times: v.optional(v.number()),
  /** The accesses, each opened with a reason, under which a record was read or written; of `record_access.open` its own. */
  under: v.optional(v.array(v.string())),
  /** Of `record_access.open`: why. */
  reason: v.optional(v.string()),
  /** `ok`, or the code with which it was refused. */
  outcome: v.string(),
})
export type AccessEntry = v.InferOutput<typeof AccessEntry>
export const AccessPage = page(AccessEntry)

const breaks = [
  /** The entry does not hold what was written. */
  'altered',
  /** There is no entry of this sequence, and there was one. */
  'missing',
  /** The entry does not follow from the one before it. */
  'unlinked',
  /** The entry names patients who would not find it in their own list. */
  'unlisted',
  /** All entries fit each other, but are not those of the checkpoint at this sequence. */
  'differs_from_checkpoint',
  /** The checkpoint itself was not written by this system. */
  'forged_checkpoint',
] as const

/** Without anything the youngest span is proved; `until` proves the one that ends at this entry, as `older` of the answer before names it. */
export const VerifyLog = v.strictObject({
  until: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,10}$/, 'sequence'), v.transform(Number))),
  /** What was mailed of an entry: its sequence, a dot, its hash. */
  witness: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,10}\.[\w-]{43}$/, 'witness'),
      v.transform(text => {
        const [sequence = '', hash = ''] = text.split('.')
        return { sequence: Number(sequence), hash }
      }),
    ),
  ),
})
export type VerifyLog = v.InferOutput<typeof VerifyLog>

/** What the chain proves. Of `young` entries, those after the last checkpoint, nothing proves that none was cut off. */
export const Verdict = v.object({
  ok: v.boolean(),
  entries: v.number(),
  checkpoint: v.optional(v.object({ sequence: v.number(), at: v.string() })),
  young: v.number(),
  /** The entries that this answer is about, both ends included; absent of an empty log. */
  proved: v.optional(v.object({ from: v.number(), to: v.number() })),
  /** What stands before them: where the next older span ends, and how many there are. Absent where the beginning is reached. */
  older: v.optional(v.object({ until: v.number(), spans: v.number() })),
  /** Rows of the log that were read for it. */
  rowsRead: v.number(),
  /** The log is proved, but does not keep up, or is half full: for whoever runs the system. */
  trouble: v.optional(v.picklist(['silent', 'slow', 'full'])),
  /** The first entry that is not as it was written. */
  broken: v.optional(v.object({ sequence: v.number(), reason: v.picklist(breaks) })),
  /** Whether the log carries, at this number, the very entry that was mailed. */
  witness: v.optional(v.object({ sequence: v.number(), matches: v.boolean() })),
})
export type Verdict = v.InferOutput<typeof Verdict>
export type Broken = NonNullable<Verdict['broken']>

export const ListPatientAccess = v.strictObject({ from: v.optional(moment), to: v.optional(moment), ...paging })
export type ListPatientAccess = v.InferOutput<typeof ListPatientAccess>

/** Who opened one patient's record: what the patient may see of an entry, nothing of other patients. */
export const PatientAccess = v.object({
  sequence: v.number(),
  at: v.string(),
  by: account,
  roles: held,
  /** Present where the account acted as guardian or carer of this patient. */
  for: v.optional(v.literal(true)),
  action: v.string(),
  /** How many refused requests of the account this entry stands for; not all need have been for this patient. */
  times: v.optional(v.number()),
  /** The record asked for a reason, and was opened with one. */
  withReason: v.optional(v.literal(true)),
  /** Of the opening itself: why. */
  reason: v.optional(v.string()),
  outcome: v.string(),
})
export type PatientAccess = v.InferOutput<typeof PatientAccess>
export const PatientAccessPage = page(PatientAccess)

/** The log by days of the clinic, whole ones: as many as make some forty lines. */
export const ListAccessDays = v.strictObject({ ...filters, cursor: paging.cursor })
export type ListAccessDays = v.InferOutput<typeof ListAccessDays>

export const ListPatientAccessDays = v.strictObject({
  from: v.optional(moment),
  to: v.optional(moment),
  cursor: paging.cursor,
})
export type ListPatientAccessDays = v.InferOutput<typeof ListPatientAccessDays>

/** What one person did on one day, whatever number of entries that left. */
const personOfDay = {
  by: account,
  roles: held,
  /** The first and the last time that day. */
  first: v.string(),
  last: v.string(),
  /** What was done, the first thing first, and how often. */
  actions: v.array(v.object({ action: v.string(), refused: v.optional(v.literal(true)), times: v.number() })),
  withReason: v.optional(v.literal(true)),
  /** Why, where the record was opened with a reason. */
  reasons: v.optional(v.array(v.string())),
}

/** What stands in a patient's own list, and nothing of other patients. */
export const PatientAccessDay = v.object({
  date: v.string(),
  people: v.array(v.object({ ...personOfDay, for: v.optional(v.literal(true)) })),
})
export type PatientAccessDay = v.InferOutput<typeof PatientAccessDay>
export const PatientAccessDays = page(PatientAccessDay)

export const AccessDay = v.object({
  date: v.string(),
  people: v.array(
    v.object({
      ...personOfDay,
      /** The account acted as guardian or carer. */
      for: v.optional(v.literal(true)),
      /** How many patients it was about, and the first twenty of them. */
      patients: v.object({ count: v.number(), ids: v.array(v.string()) }),
    }),
  ),
})
export type AccessDay = v.InferOutput<typeof AccessDay>
export const AccessDays = page(AccessDay)

/** One day of the clinic; today where absent. */
export const ListUnusual = v.strictObject({ date: v.optional(date) })
export type ListUnusual = v.InferOutput<typeof ListUnusual>

/**
 * `with_reason`: a record opened with one · `many_without_visit`: 20 records or more of patients who had no visit that day ·
 * `own_family_name`: of a patient with the reader's family name · `colleague`: of somebody who works here
 */
const unusualKinds = ['with_reason', 'many_without_visit', 'own_family_name', 'colleague'] as const

export const UnusualReading = v.object({
  kind: v.picklist(unusualKinds),
  at: v.string(),
  account,
  patients: v.array(v.object({ id: v.string(), name: v.string() })),
  /** Of `many_without_visit`. */
  count: v.optional(v.number()),
  reason: v.optional(v.string()),
})
export type UnusualReading = v.InferOutput<typeof UnusualReading>

/** `partial`: there was more than is looked at, 5,000 pairs of reader and patient and 200 openings with a reason. */
export const Unusual = v.object({
  date: v.string(),
  items: v.array(UnusualReading),
  partial: v.optional(v.literal(true)),
})
export type Unusual = v.InferOutput<typeof Unusual>
