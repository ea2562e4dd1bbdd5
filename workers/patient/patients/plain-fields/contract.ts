import * as v from 'valibot'
import { email, text } from '#shared/input/text'

interface PlainField {
  /** What may be entered: a bounded text, or a picklist, whose words then are the choices of the form. */
  input: v.GenericSchema<unknown, string>
  /** Patients change their own. Every other field only the clinic changes. */
  patientsMayChange?: true
  /** The headers that people give the field's column in a spreadsheet, separated by `|`. The import does not offer a field without any. */
  importHeaders?: string
}

/**
 * The plain fields of a patient: each one text or null, which search, duplicates and numbers do not look at.
 *
 * Input, answer, column, merge, form, details and the columns of an import derive from this table.
 */
export const plainFields = {
  genderIdentity: { input: text(80) },
  email: { input: email, patientsMayChange: true, importHeaders: 'email|e mail|email address|mail|surel|alamat email' },
  maritalStatus: {
    input: text(40),
    importHeaders: 'marital status|status perkawinan|status nikah|status kawin|stts nikah|status pernikahan',
  },
  language: { input: text(35), patientsMayChange: true, importHeaders: 'language|preferred language|bahasa' },
} as const satisfies Record<string, PlainField>

type PlainFields = typeof plainFields
export type PlainFieldName = keyof PlainFields
type ChoicesOf<Input> = Input extends v.PicklistSchema<infer Choices, undefined> ? Choices : never

/** A field whose words are given, and each of its words as the dictionary calls it: `contactTime_morning`. */
export type PlainChoice = {
  [K in PlainFieldName]: `${K}_${ChoicesOf<PlainFields[K]['input']>[number]}`
}[PlainFieldName]

/** The fields in their order. The cast holds because the keys are those of the table. */
export const plainFieldNames = Object.keys(plainFields) as PlainFieldName[]

const table: Record<PlainFieldName, PlainField> = plainFields

/** What is made of each field, by its name. The cast holds because there is one entry for every name. */
export function forEachPlainField<T>(make: (name: PlainFieldName, field: PlainField) => T): Record<PlainFieldName, T> {
  return Object.fromEntries(plainFieldNames.map(name => [name, make(name, table[name])])) as Record<PlainFieldName, T>
}

/** The words of a field that has choices; undefined for one that takes any text. */
export function choicesOf(name: PlainFieldName): readonly string[] | undefined {
  const { input } = table[name]
  return 'options' in input && Array.isArray(input.options) ? input.options : undefined
}

type PlainInputs = { -readonly [K in PlainFieldName]: PlainFields[K]['input'] }
/** The members of a registration. The cast holds because each member is the table's own schema. */
export const plainInputs = forEachPlainField((_, { input }) => input) as PlainInputs

type AnswerOf<Input extends v.GenericSchema> = v.OptionalSchema<
  Input extends { type: 'picklist' } ? Input : v.StringSchema<undefined>,
  undefined
>
type PlainAnswers = { [K in PlainFieldName]: AnswerOf<PlainFields[K]['input']> }
/** The members of an answer: choices stay choices, other texts lose their bounds. */
export const plainAnswers = forEachPlainField((name, { input }) =>
  v.optional(choicesOf(name) ? input : v.string()),
) as PlainAnswers

/** The fields that patients change themselves. */
export const plainFieldsOfPatients = plainFieldNames.filter(name => table[name].patientsMayChange)

export type ImportedPlainField = {
  [K in PlainFieldName]: PlainFields[K] extends { importHeaders: string } ? K : never
}[PlainFieldName]

/** The fields that an import offers. The cast holds because they are those with headers. */
export const importedPlainFields = plainFieldNames.filter(name => table[name].importHeaders) as ImportedPlainField[]

export function importHeadersOf(name: ImportedPlainField): string {
  return plainFields[name].importHeaders
}
