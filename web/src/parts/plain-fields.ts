import { type PlainFieldName, plainFieldNames } from '../../../workers/patient/patients/plain-fields/contract.ts'

/** The plain fields that a list does not name itself. They follow at its end, so that a new field is shown without a change of the list. */
export function otherPlainFields(named: readonly string[]): PlainFieldName[] {
  return plainFieldNames.filter(name => !named.includes(name))
}
