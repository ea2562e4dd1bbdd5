import * as v from 'valibot'
import { api } from '../../gateway/api.ts'
import { described } from '../../gateway/http/validate.ts'

/** What the router says of each route, gathered from its middleware as the API description does. */
export function descriptionOf(route: string): NonNullable<ReturnType<typeof described>> {
  return Object.assign(
    {},
    ...api.routes
      .filter(({ method, path }) => `${method} ${path}` === route)
      .map(({ handler }) => described(handler))
      .filter(Boolean),
  )
}

/** The action that a route carries out: the name of its verb, in the permission table and in the access log. */
export function actionOf(route: string): string {
  const { action } = descriptionOf(route)
  if (!action) throw new Error(`${route} names no action`)
  return action
}

interface Holder {
  type: string
  wrapped?: Holder
  item?: Holder
  options?: Holder[]
  entries?: Record<string, Holder>
}

/**
 * Where an answer is not what its schema says: what valibot finds, and every member that the schema does not name. Our answers are
 * `v.object`, which lets unknown members pass, so these are looked for apart.
 */
export function differences(schema: v.GenericSchema, answer: unknown): string[] {
  const parsed = v.safeParse(schema, answer)
  const wrong = parsed.issues?.map(issue => `${v.getDotPath(issue) ?? ''}: ${issue.message}`) ?? []
  return [...wrong, ...unnamed(schema as unknown as Holder, answer, '')]
}

function unnamed({ wrapped, item, options, entries }: Holder, value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object') return []
  if (wrapped) return unnamed(wrapped, value, path)
  if (options) {
    const each = options
      .filter(one => v.is(one as unknown as v.GenericSchema, value))
      .map(one => unnamed(one, value, path))
    return each.toSorted((a, b) => a.length - b.length)[0] ?? []
  }
  if (item && Array.isArray(value)) return value.flatMap((one, i) => unnamed(item, one, `${path}[${i}]`))
  if (!entries) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const named = entries[key]
    return named ? unnamed(named, one, `${path}.${key}`) : [`${path}.${key}: not named`]
  })
}
