import type { PatientForm } from './form.ts'
import { isSame } from './form.ts'

export type FormKey = keyof PatientForm

/**
 * Somebody else saved the patient while this form was open. What this person did not touch becomes what stands on the server; what both
 * touched stays as typed here, and is named, so that saving again is a decision.
 *
 * @returns the merged form, `savedKeys`: what the other person changed, and `conflictKeys`: those of them that were changed here too.
 */
export function mergeForms(base: PatientForm, typed: PatientForm, server: PatientForm) {
  const keys = Object.keys(base) as FormKey[]
  const savedKeys = keys.filter(key => !isSame(base[key], server[key]))
  const conflictKeys = savedKeys.filter(key => !isSame(base[key], typed[key]) && !isSame(typed[key], server[key]))
  const untouchedKeys = savedKeys.filter(key => !conflictKeys.includes(key))
  const form = { ...typed, ...Object.fromEntries(untouchedKeys.map(key => [key, server[key]])) } as PatientForm
  return { form, savedKeys, conflictKeys }
}
