import type { PatientForm } from './form.ts'
import { same } from './form.ts'

export type FormKey = keyof PatientForm

/**
 * Somebody else saved the patient while this form was open. What this person did not touch becomes what stands on the server; what both
 * touched stays as typed here, and is named, so that saving again is a decision.
 *
 * @returns the merged form, `theirs`: what the other changed, and `both`: those of them that were changed here too.
 */
export function mergeForms(base: PatientForm, typed: PatientForm, server: PatientForm) {
  const keys = Object.keys(base) as FormKey[]
  const theirs = keys.filter(key => !same(base[key], server[key]))
  const both = theirs.filter(key => !same(base[key], typed[key]) && !same(typed[key], server[key]))
  const taken = theirs.filter(key => !both.includes(key))
  const form = { ...typed, ...Object.fromEntries(taken.map(key => [key, server[key]])) } as PatientForm
  return { form, theirs, both }
}
