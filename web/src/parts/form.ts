import { useState } from 'react'
import * as v from 'valibot'
import { asProblem, type Problem } from '../api/problem.ts'
import { ruleText } from '../i18n/forms.ts'
import type { FieldError } from './ErrorSummary.tsx'

/** Messages by the name of the field. */
export type FieldMessages = Record<string, string>

/** The field of a form that a path of the API belongs to: `price.amount` is the field `price`. */
function fieldOf(path: string, fields: readonly string[]): string {
  return (
    fields.find(field => path === field) ??
    fields.find(field => path.startsWith(`${field}.`)) ??
    path.split('.').at(-1) ??
    path
  )
}

/** Checks what is to be sent by the very schema that the server uses. */
export function validated<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  fields: readonly string[],
): { input: v.InferOutput<S>; messages: null } | { input: null; messages: FieldMessages } {
  const result = v.safeParse(schema, input)
  if (result.success) return { input: result.output, messages: null }
  const messages: FieldMessages = {}
  for (const issue of result.issues) {
    const named = /^[a-z_]{1,40}$/.test(issue.message)
    const rule = named ? issue.message : issue.received === 'undefined' ? 'missing' : issue.type
    messages[fieldOf(v.getDotPath(issue) ?? '', fields)] ??= ruleText(rule)
  }
  return { input: null, messages }
}

/**
 * The state of a form's submits: messages by field, a refusal that belongs to no field, and the number of attempts, which moves the
 * focus to the error summary.
 *
 * @param refusals fields beside which a code of the API is said, with its sentence.
 */
export function useFormSubmit(
  fields: readonly string[],
  refusals: Record<string, { field: string; text: string }> = {},
) {
  const [messages, setMessages] = useState<FieldMessages>({})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [pending, setPending] = useState(false)

  /** `send` answers the fields in error, or null. Resolves to whether it was saved. */
  async function run(send: () => Promise<FieldMessages | null>): Promise<boolean> {
    if (pending) return false
    setPending(true)
    setProblem(null)
    let saved = false
    try {
      const rejected = await send()
      setMessages(rejected ?? {})
      saved = rejected === null
    } catch (error) {
      const failure = asProblem(error)
      const fieldRefusal = refusals[failure.code]
      if (fieldRefusal) setMessages({ [fieldRefusal.field]: fieldRefusal.text })
      else {
        setMessages(Object.fromEntries(failure.fields.map(({ path, rule }) => [fieldOf(path, fields), ruleText(rule)])))
        if (failure.fields.length === 0) setProblem(failure)
      }
    } finally {
      setPending(false)
      setAttempt(before => before + 1)
    }
    return saved
  }
  return { messages, problem, attempt, pending, run }
}

/** The lines of the summary: each leads to its field, whose id is `prefix` and its name. */
export function summaryOf(messages: FieldMessages, prefix: string, labels: Record<string, string>): FieldError[] {
  return Object.entries(messages).map(([field, text]) =>
    labels[field] ? { field: `${prefix}${field}`, text: `${labels[field]}: ${text}` } : { text },
  )
}
