import * as v from 'valibot'
import { nullableParts, upTo } from '#shared/input/patch'
import {
  country,
  date,
  email,
  flagText,
  id,
  page,
  paging,
  partialDate,
  phone,
  prose,
  resource,
  text,
} from '#shared/input/text'

/**
 * What others may know of the patient Worker: its inputs, its answers. Names are kept as people write them, never reordered. Long because
 * registration, change and import share the fields and their bounds.
 */

export const sexes = ['female', 'male', 'other', 'unknown'] as const
export const identifierTypes = [
  'nik',
  'mother_nik',
  'family_card',
  'bpjs',
  'satusehat',
  'nhs',
  'ssn',
  'passport',
  'old_record',
  'other',
] as const

const nameParts = {
  given: text(120),
  family: text(120),
  text: text(250),
  prefix: text(40),
  suffix: text(40),
  preferred: text(120),
}

/** One of given, family, text is needed; a mononym is `given` alone. */
const HumanName = v.pipe(
  v.partial(v.strictObject(nameParts)),
  v.check(name => Boolean(name.given ?? name.family ?? name.text), 'name_required'),
)

const line = v.pipe(v.array(text(200)), v.maxLength(5))
const addressParts = {
  rt: text(10),
  rw: text(10),
  village: text(120),
  district: text(120),
  city: text(120),
  state: text(120),
  postalCode: text(20),
  areaCode: text(20),
}
const Address = v.strictObject({
  line: v.optional(line, []),
  ...v.partial(v.strictObject(addressParts)).entries,
  country,
})

const Identifier = v.strictObject({ type: v.picklist(identifierTypes), value: text(64) })

const Contact = v.strictObject({
  name: text(250),
  relation: text(60),
  phone: v.optional(phone),
  emergency: v.optional(v.boolean(), false),
  guardian: v.optional(v.boolean(), false),
  patientId: v.optional(id),
})

const Coverage = v.strictObject({ payer: text(120), number: text(64), validTo: v.optional(date) })

const identifiers = v.pipe(v.array(Identifier), v.maxLength(20))

/** What may be unknown of a person, and cleared again; address and deceased are objects of their own. */
const details = {
  birthDate: partialDate,
  genderIdentity: text(80),
  phone,
  otherPhones: v.pipe(v.array(v.strictObject({ number: phone, label: text(40) })), v.maxLength(10)),
  email,
  /**
   * The number that the person's country gives everyone. It is stored as an identifier: `nik` in Indonesia, `ssn` in the United States,
   * `nhs` in Great Britain, else `other`; the country is the address's, or where there is none the clinic's.
   */
  nationalId: text(64),
  identifiers,
  contacts: v.pipe(v.array(Contact), v.maxLength(10)),
  language: text(35),
  interpreter: v.boolean(),
  maritalStatus: text(40),
  coverages: v.pipe(v.array(Coverage), v.maxLength(10)),
}

export const RegisterPatient = v.strictObject({
  name: HumanName,
  sex: v.picklist(sexes),
  ...v.partial(v.strictObject(details)).entries,
  address: v.optional(Address),
  deceased: v.optional(v.strictObject({ date: v.optional(partialDate) })),
})
export type RegisterPatient = v.InferOutput<typeof RegisterPatient>

/**
 * A JSON merge patch of a patient: what is absent stays, null clears, arrays are replaced whole, the parts of name, address and deceased
 * merge one by one. A patch of `identifiers` replaces all of them, the national one too; `nationalId` alone replaces only that one.
 */
export const ChangePatient = v.strictObject({
  name: v.optional(nullableParts(nameParts)),
  sex: v.optional(v.picklist(sexes)),
  ...nullableParts(details).entries,
  address: v.optional(v.nullable(nullableParts({ line, ...addressParts, country }))),
  deceased: v.optional(v.nullable(nullableParts({ date: partialDate }))),
})
export type ChangePatient = v.InferOutput<typeof ChangePatient>

/** The patient who is kept. */
export const MergePatient = v.strictObject({ intoId: id })
export type MergePatient = v.InferOutput<typeof MergePatient>

/** What a patient may change of the own data; everything else is the clinic's. */
export const contactFields = ['phone', 'otherPhones', 'email', 'address', 'language', 'contacts'] as const

/** A name on its way out: `text` is always there, the whole name as people of that name write it. */
const NameOut = v.object({
  given: v.optional(v.string()),
  family: v.optional(v.string()),
  text: v.string(),
  prefix: v.optional(v.string()),
  suffix: v.optional(v.string()),
  preferred: v.optional(v.string()),
})

export const Patient = v.object({
  ...resource,
  /** The clinic's own number for this person, at least six digits. */
  recordNumber: v.string(),
  name: NameOut,
  birthDate: v.optional(v.string()),
  sex: v.picklist(sexes),
  genderIdentity: v.optional(v.string()),
  phone: v.optional(v.string()),
  otherPhones: v.array(v.object({ number: v.string(), label: v.string() })),
  email: v.optional(v.string()),
  address: v.optional(
    v.object({
      line: v.array(v.string()),
      rt: v.optional(v.string()),
      rw: v.optional(v.string()),
      village: v.optional(v.string()),
      district: v.optional(v.string()),
      city: v.optional(v.string()),
      state: v.optional(v.string()),
      postalCode: v.optional(v.string()),
      country: v.string(),
      areaCode: v.optional(v.string()),
    }),
  ),
  identifiers: v.array(v.object({ type: v.picklist(identifierTypes), value: v.string() })),
  /** The value of the one identifier that is the national one; it is also among `identifiers`. */
  nationalId: v.optional(v.string()),
  contacts: v.array(
    v.object({
      name: v.string(),
      relation: v.string(),
      phone: v.optional(v.string()),
      emergency: v.boolean(),
      guardian: v.boolean(),
      patientId: v.optional(v.string()),
    }),
  ),
  language: v.optional(v.string()),
  interpreter: v.boolean(),
  maritalStatus: v.optional(v.string()),
  deceased: v.optional(v.object({ date: v.optional(v.string()) })),
  coverages: v.array(v.object({ payer: v.string(), number: v.string(), validTo: v.optional(v.string()) })),
  archived: v.boolean(),
  /** Registered on the public page, and nobody of the clinic has confirmed yet who it is. */
  unverified: v.optional(v.boolean()),
  /** The patient in whom this one goes on, a duplicate that was merged. Acting on it is refused with `merged`. */
  mergedInto: v.optional(v.string()),
})
export type Patient = v.InferOutput<typeof Patient>

/**
 * A patient in a list. Identifiers are masked: every character but the last four is `*`, and all of them where there are no more than
 * four, so that a screen others can see shows enough to tell two people apart and no more.
 */
export const PatientListItem = v.object({
  ...resource,
  recordNumber: v.string(),
  name: NameOut,
  birthDate: v.optional(v.string()),
  sex: v.picklist(sexes),
  phone: v.optional(v.string()),
  city: v.optional(v.string()),
  identifiers: v.array(v.object({ type: v.picklist(identifierTypes), value: v.string() })),
  deceased: v.optional(v.object({ date: v.optional(v.string()) })),
  archived: v.boolean(),
  /** Registered on the public page, and nobody of the clinic has confirmed yet who it is. */
  unverified: v.optional(v.boolean()),
  /** The patient in whom this one goes on, a duplicate that was merged. Acting on it is refused with `merged`. */
  mergedInto: v.optional(v.string()),
})
export type PatientListItem = v.InferOutput<typeof PatientListItem>

/**
 * `q` is the one search box: name (accents, order and one typo do not matter, the last word may be unfinished), record number, identifier,
 * telephone number or birth date. Ranked: the whole word, then its beginning, then a typo, the living first in each; without `q` the
 * latest registered come first, with `updatedSince` the longest unchanged. `archived=true` lists only archived patients, otherwise only
 * the others; `updatedSince` without `archived` lists both. Merged patients are left out, except where `q` is exactly their record number
 * or identifier, and from `updatedSince` without `archived`, so that copies learn of it; such an item has `mergedInto`. A page may hold
 * fewer than `limit` and still have a `nextCursor`.
 */
export const ListPatients = v.strictObject({
  q: v.optional(prose(200)),
  archived: v.optional(flagText),
  ...paging,
})
export type ListPatients = v.InferOutput<typeof ListPatients>
export const PatientPage = page(PatientListItem)

/** A patient as others embed it. `unavailable` where the patient Worker did not answer: the id stands, the rest is unknown. */
export const PatientCard = v.object({
  id: v.string(),
  name: v.string(),
  recordNumber: v.string(),
  birthDate: v.optional(v.string()),
  sex: v.picklist(sexes),
  unavailable: v.optional(v.literal(true)),
})
export type PatientCard = v.InferOutput<typeof PatientCard>

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

/** One row of a spreadsheet, its columns already mapped: the keys of RegisterPatient and the number it had in the system it comes from. */
export const ImportRow = v.strictObject({ ...RegisterPatient.entries, oldRecordNumber: v.optional(text(64)) })

/**
 * One batch of an import. Rows are checked one by one against ImportRow by the verb, so that a bad row costs only itself; empty text and
 * null count as absent.
 */
export const ImportPatients = v.strictObject({
  /** One run of the import page: names it in the history of each patient. */
  importId: id,
  /** Where the rows come from; with the old record number it says who is known already. */
  source: text(120),
  rows: v.pipe(
    v.array(
      v.pipe(
        v.unknown(),
        v.transform(row => upTo(row, 5)),
      ),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
})
export type ImportPatients = v.InferOutput<typeof ImportPatients>

/** What became of one row; `row` counts from 0 in the batch. `rejected` names each field and rule, and for `identifier_taken` whose it is. */
export const ImportVerdict = v.object({
  row: v.number(),
  verdict: v.picklist(['created', 'known', 'rejected']),
  patientId: v.optional(v.string()),
  recordNumber: v.optional(v.string()),
  fields: v.optional(v.array(v.object({ path: v.string(), rule: v.string() }))),
})
export type ImportVerdict = v.InferOutput<typeof ImportVerdict>
export const ImportVerdicts = v.object({ items: v.array(ImportVerdict) })
export type ImportVerdicts = v.InferOutput<typeof ImportVerdicts>

/** A card with what a Worker must know before it writes something for this patient. */
export interface PatientStanding extends PatientCard {
  deceased: boolean
  archived: boolean
  /** The survivor, for a patient who was merged. */
  mergedInto?: string
}

/** One person, under however many ids. */
export interface Linked {
  /** The survivor; alone in the group where nobody was merged. */
  id: string
  /** Every id of the group, the survivor's first. */
  ids: string[]
}

/** The same with the survivor's card, for those who write for the person or stand for them. */
export interface LinkedPerson extends Linked, Omit<PatientStanding, 'mergedInto'> {}

/** A patient after the split, and from whom. */
export interface Unmerged {
  patient: Patient
  /** Whom the patient had been merged into; absent where that was not learnt. */
  from?: string
}

/** How many patients were registered in a range. */
export interface PatientFigures {
  registered: number
}
