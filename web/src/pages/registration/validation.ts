import * as v from 'valibot'
import { RegisterPatient } from '../../../../workers/patient/patients/contract.ts'
import { fieldLabel, ruleText } from '../../i18n/patient-fields.ts'
import type { FieldError } from '../../parts/ErrorSummary.tsx'
import type { PatientForm } from './form.ts'
import { inputOf } from './form.ts'

/** Messages by the path of the field: `contacts.0.phone`. */
export type FieldMessages = Record<string, string>

/** A failed schema as path and rule, in the words that the API uses for them. */
export function rulesOf(issues: readonly v.BaseIssue<unknown>[]): { path: string; rule: string }[] {
  const rules = issues.map(issue => ({
    path: v.getDotPath(issue) ?? '',
    rule: /^[a-z_]{1,40}$/.test(issue.message)
      ? issue.message
      : issue.received === 'undefined'
        ? 'missing'
        : issue.type,
  }))
  // Two checks of one field may name the same rule.
  return rules.filter((one, i) => rules.findIndex(other => other.path === one.path && other.rule === one.rule) === i)
}

/** Checks the form by the very schema that the server uses. */
export function validateForm(
  form: PatientForm,
): { input: RegisterPatient; messages: null } | { input: null; messages: FieldMessages } {
  const result = v.safeParse(RegisterPatient, inputOf(form))
  if (result.success) return { input: result.output, messages: null }
  return { input: null, messages: messagesOf(rulesOf(result.issues)) }
}

/** Problems by field, whoever found them. */
export function messagesOf(fields: { path: string; rule: string }[]): FieldMessages {
  const messages: FieldMessages = {}
  for (const { path, rule } of fields) {
    const key = path === 'name' ? 'name.given' : path.startsWith('address.line') ? 'address.line' : path
    messages[key] ??= ruleText(rule)
  }
  return messages
}

/** The id of a field's input. */
export function fieldId(path: string): string {
  return `f-${path.replaceAll('.', '-')}`
}

export function summaryOf(messages: FieldMessages): FieldError[] {
  return Object.entries(messages).map(([path, text]) => ({
    field: fieldId(path),
    text: `${fieldLabel(path)}: ${text}`,
  }))
}
