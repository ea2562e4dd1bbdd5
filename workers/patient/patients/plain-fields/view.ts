import type { Patient, RegisterPatient } from '../contract.ts'
import { forEachPlainField, type PlainFieldName } from './contract.ts'

/** What an answer says of the plain fields. The cast holds because a CHECK of the table keeps the words of a field that has choices. */
export function toPlainFields(row: Record<PlainFieldName, string | null>): Pick<Patient, PlainFieldName> {
  return forEachPlainField(name => row[name] ?? undefined) as Pick<Patient, PlainFieldName>
}

/** What the columns hold; null for what was not said, so that a change clears it. */
export function plainColumnsOf(input: Pick<RegisterPatient, PlainFieldName>): Record<PlainFieldName, string | null> {
  return forEachPlainField(name => input[name] ?? null)
}
