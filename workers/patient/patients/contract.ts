import * as v from 'valibot'
import { nullableParts } from '#shared/input/patch'
import { country, date, id, partialDate, phone, resource, text } from '#shared/input/text'
import { plainAnswers, plainFieldsOfPatients, plainInputs } from './plain-fields/contract.ts'

/**
 * What others may know of a patient. Names are kept as people write them, never reordered. Long because registration, change and import
 * share the fields and their bounds.
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

export const nameParts = {
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

export const identifiers = v.pipe(v.array(Identifier), v.maxLength(20))

/** The optional members of a patient, which null clears in a change. Address and deceased are objects of their own. */
const details = {
  birthDate: partialDate,
  phone,
  otherPhones: v.pipe(v.array(v.strictObject({ number: phone, label: text(40) })), v.maxLength(10)),
  ...plainInputs,
  /**
   * The number that the person's country gives everyone. It is stored as an identifier: `nik` in Indonesia, `ssn` in the United States,
   * `nhs` in Great Britain, else `other`; the country is the address's, or where there is none the clinic's.
   */
  nationalId: text(64),
  identifiers,
  contacts: v.pipe(v.array(Contact), v.maxLength(10)),
  interpreter: v.boolean(),
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

/** The members that patients may change of themselves. Only the clinic changes the others. */
export const contactFields: readonly string[] = [
  'phone',
  'otherPhones',
  'address',
  'contacts',
  ...plainFieldsOfPatients,
]

/** A name in an answer: `text` is always there, the whole name as people of that name write it. */
export const NameOut = v.object({
  given: v.optional(v.string()),
  family: v.optional(v.string()),
  text: v.string(),
  prefix: v.optional(v.string()),
  suffix: v.optional(v.string()),
  preferred: v.optional(v.string()),
})

/** What somebody of the clinic held in hand when they saw who a patient is. */
export const identityDocuments = [
  'identity_card',
  'passport',
  'family_card',
  'birth_certificate',
  'driving_licence',
  'insurance_card',
  'other',
] as const

/** Without a document the mark of the public page goes; with one, the identity counts as proved where records are merged. */
export const VerifyPatient = v.strictObject({ document: v.optional(v.picklist(identityDocuments)) })

export type VerifyPatient = v.InferOutput<typeof VerifyPatient>

export const Patient = v.object({
  ...resource,
  /** The clinic's own number for this person, at least six digits. */
  recordNumber: v.string(),
  name: NameOut,
  birthDate: v.optional(v.string()),
  sex: v.picklist(sexes),
  ...plainAnswers,
  phone: v.optional(v.string()),
  otherPhones: v.array(v.object({ number: v.string(), label: v.string() })),
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
  interpreter: v.boolean(),
  deceased: v.optional(v.object({ date: v.optional(v.string()) })),
  coverages: v.array(v.object({ payer: v.string(), number: v.string(), validTo: v.optional(v.string()) })),
  archived: v.boolean(),
  /** Registered on the public page, and nobody of the clinic has confirmed yet who it is. */
  unverified: v.optional(v.boolean()),
  /** The document by which somebody of the clinic has seen who this is. */
  verifiedWith: v.optional(v.picklist(identityDocuments)),
  /** Of a merged duplicate: the patient who is kept. Every change of the duplicate is refused with `merged`. */
  mergedInto: v.optional(v.string()),
})

export type Patient = v.InferOutput<typeof Patient>

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

/** A card with what a Worker must know before it writes something for this patient. */
export interface PatientFacts extends PatientCard {
  deceased: boolean
  archived: boolean
  /** Of a patient who was merged: the id of the patient who is kept. */
  mergedInto?: string
}

/** How many patients were registered in a range. */
export interface RegisteredCount {
  registered: number
}
