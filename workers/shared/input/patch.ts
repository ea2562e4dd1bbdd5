import * as v from 'valibot'

/** Each part may be absent (unchanged) or null (cleared). */
export function nullableParts<E extends v.ObjectEntries>(entries: E) {
  const nullable = Object.fromEntries(
    Object.entries(entries).map(([key, schema]) => [key, v.optional(v.nullable(schema))]),
  )
  // The compiler cannot follow a mapped object; each entry keeps its key and schema.
  return v.strictObject(nullable as { [K in keyof E]: v.OptionalSchema<v.NullableSchema<E[K], undefined>, undefined> })
}

/** JSON cut off below so many levels, so that a bottomless row is a rejected row and not a stack that overflows. */
export function upTo(value: unknown, levels: number): unknown {
  if (value === null || typeof value !== 'object') return value
  if (levels === 0) return null
  if (Array.isArray(value)) return value.slice(0, 100).map(item => upTo(item, levels - 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, upTo(item, levels - 1)]))
}
