import * as v from 'valibot'

/** Characters of a path: an unknown key is the client's own word, and may be as long as the body. */
const longestPath = 200

/** A failed schema as fields: where, and which rule; never the value. At most 50. */
export function fieldsOf(issues: readonly v.BaseIssue<unknown>[]): { path: string; rule: string }[] {
  return issues
    .slice(0, 50)
    .map(issue => ({ path: (v.getDotPath(issue) ?? '').slice(0, longestPath), rule: ruleOf(issue) }))
}

/** Our own rules are messages in snake_case; a strict object has a key too many, lacks one, or is no object. */
function ruleOf(issue: v.BaseIssue<unknown>): string {
  if (/^[a-z_]{1,40}$/.test(issue.message)) return issue.message
  if (issue.type === 'strict_object') {
    return issue.expected === 'never' ? 'unknown_key' : issue.expected === 'Object' ? 'object' : 'required'
  }
  return issue.type
}

type Field = ReturnType<typeof fieldsOf>[number]

/** Hold a value against a schema: what the schema makes of it, or the fields that do not fit. */
export function checked<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): { output: v.InferOutput<S> } | { fields: Field[] } {
  const arrays = arraysForObjects(schema, value, [])
  if (arrays.length > 0) return { fields: arrays.slice(0, 50) }
  const result = v.safeParse(schema, value)
  return result.success ? { output: result.output } : { fields: fieldsOf(result.issues) }
}

/** The parts of a valibot schema that hold other schemas. */
interface Holder {
  type: string
  wrapped?: Holder
  pipe?: Holder[]
  item?: Holder
  options?: Holder[]
  entries?: Record<string, Holder>
}

/**
 * Where an array stands for an object. To valibot an array is an object without the named keys, so that `deceased: []` would be taken for
 * `deceased: {}`: someone has died.
 */
function arraysForObjects(schema: unknown, value: unknown, path: string[]): Field[] {
  const { type, wrapped, pipe, item, options, entries } = schema as Holder
  if (value === null || typeof value !== 'object') return []
  if (wrapped) return arraysForObjects(wrapped, value, path)
  if (type === 'union') {
    return (options ?? []).map(one => arraysForObjects(one, value, path)).find(fields => fields.length > 0) ?? []
  }
  if (entries) {
    if (Array.isArray(value)) return [{ path: path.join('.'), rule: 'object' }]
    return Object.entries(entries).flatMap(([key, one]) =>
      Object.hasOwn(value, key) ? arraysForObjects(one, (value as Record<string, unknown>)[key], [...path, key]) : [],
    )
  }
  if (item && Array.isArray(value)) {
    return value.flatMap((one, i) => arraysForObjects(item, one, [...path, String(i)]))
  }
  // A pipe spreads its first schema, so what it holds has been seen above.
  return pipe?.[0] && pipe[0] !== schema ? arraysForObjects(pipe[0], value, path) : []
}
