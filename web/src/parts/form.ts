import { useState } from 'react'
import * as v from 'valibot'
import { asProblem, type Problem } from '../api/problem.ts'
import { ruleText } from '../i18n/forms.ts'
import type { FieldError } from './ErrorSummary.tsx'

/** What is wrong, by the name of the field. */
export type Wrong = Record<string, string>

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
export function checked<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  fields: readonly string[],
): { input: v.InferOutput<S>; wrong: null } | { input: null; wrong: Wrong } {
  const result = v.safeParse(schema, input)
  if (result.success) return { input: result.output, wrong: null }
  const wrong: Wrong = {}
  for (const issue of result.issues) {
    const named = /^[a-z_]{1,40}$/.test(issue.message)
    const rule = named ? issue.message : issue.received === 'undefined' ? 'missing' : issue.type
    wrong[fieldOf(v.getDotPath(issue) ?? '', fields)] ??= ruleText(rule)
  }
  return { input: null, wrong }
}

/**
 * One attempt to save after another: what is wrong by field, what the server refused beside no field, and a count that gives focus to the
 * summary.
 *
 * @param refusals fields beside which a code of the API is said, with its sentence.
 */
export function useSave(fields: readonly string[], refusals: Record<string, { field: string; text: string }> = {}) {
  const [wrong, setWrong] = useState<Wrong>({})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [busy, setBusy] = useState(false)

  /** `send` answers the fields in error, or null. Resolves to whether it was saved. */
  async function run(send: () => Promise<Wrong | null>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    setProblem(null)
    let done = false
    try {
      const said = await send()
      setWrong(said ?? {})
      done = said === null
    } catch (error) {
      const refused = asProblem(error)
      const beside = refusals[refused.code]
      if (beside) setWrong({ [beside.field]: beside.text })
      else {
        setWrong(Object.fromEntries(refused.fields.map(({ path, rule }) => [fieldOf(path, fields), ruleText(rule)])))
        if (refused.fields.length === 0) setProblem(refused)
      }
    } finally {
      setBusy(false)
      setAttempt(before => before + 1)
    }
    return done
  }
  return { wrong, problem, attempt, busy, run }
}

/** The lines of the summary: each leads to its field, whose id is `prefix` and its name. */
export function summaryOf(wrong: Wrong, prefix: string, labels: Record<string, string>): FieldError[] {
  return Object.entries(wrong).map(([field, text]) =>
    labels[field] ? { field: `${prefix}${field}`, text: `${labels[field]}: ${text}` } : { text },
  )
}
