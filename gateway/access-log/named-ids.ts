import type { Context } from 'hono'
import { matchedRoutes, routePath } from 'hono/route'
import type * as v from 'valibot'
import { id, idsText } from '#shared/input/text'
import type { Gateway } from '../gateway.ts'
import { described } from '../http/validate.ts'

/**
 * The ids that a request names, as they are parsed: in its path, and in its query and its body where the route's schemas take an id. Escapes
 * hide none, and what merely looks like one in a text is none. Whether there is such an object is for others to say.
 */
export async function idsNamedBy(c: Context<Gateway>): Promise<string[]> {
  const path = routePath(c)
  const schemas = matchedRoutes(c)
    .filter(route => route.path === path)
    .map(route => described(route.handler))
  const json = schemas.find(one => one?.json)?.json
  const query = schemas.find(one => one?.query)?.query
  const ids = [
    ...Object.values(c.req.param()),
    ...(query ? idsTaken(query, c.req.queries()) : []),
    ...(json && takesIds(json) ? idsTaken(json, await bodyOf(c)) : []),
  ]
  return [...new Set(ids.filter(text => form.test(text)))]
}

const form = /^[a-z]{2,8}-[A-Za-z0-9-]{1,64}$/

/** The members by which schemas hold others. */
type Shape = {
  wrapped?: v.GenericSchema
  item?: v.GenericSchema
  entries?: Record<string, v.GenericSchema>
  options?: readonly unknown[]
}

const isSchema = (one: unknown): one is v.GenericSchema => typeof one === 'object' && one !== null && 'type' in one

/** The texts that stand where a schema takes an id, whether or not the whole fits it. */
function idsTaken(schema: v.GenericSchema, value: unknown): string[] {
  // A parameter of a query is a list: it may be given twice.
  const texts = () => [value].flat().filter(one => typeof one === 'string')
  if (schema === id) return texts()
  if (schema === idsText) return texts().flatMap(text => text.split(','))
  const { wrapped, item, entries, options } = schema as Shape
  if (wrapped) return idsTaken(wrapped, value)
  if (item) return Array.isArray(value) ? value.flatMap(one => idsTaken(item, one)) : []
  if (options) return options.filter(isSchema).flatMap(one => idsTaken(one, value))
  if (!entries || typeof value !== 'object' || value === null) return []
  const members = new Map(Object.entries(value))
  return Object.entries(entries).flatMap(([name, one]) => idsTaken(one, members.get(name)))
}

const withIds = new WeakMap<object, boolean>()

/** Whether a schema takes ids anywhere: a body that has none is not parsed for them. */
function takesIds(schema: v.GenericSchema): boolean {
  const known = withIds.get(schema)
  if (known !== undefined) return known
  const { wrapped, item, entries, options } = schema as Shape
  const inner = [wrapped, item, ...Object.values(entries ?? {}), ...(options ?? [])].filter(isSchema)
  const takes = schema === id || schema === idsText || inner.some(takesIds)
  withIds.set(schema, takes)
  return takes
}

async function bodyOf(c: Context<Gateway>): Promise<unknown> {
  if (!c.req.raw.body) return undefined
  try {
    return await c.req.raw.clone().json()
  } catch {
    return undefined
  }
}
