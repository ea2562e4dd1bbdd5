import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono/validator'
import type * as v from 'valibot'
import { checked } from '#shared/input/fields'
import type { Action } from '#shared/permissions'
import type { Gateway } from '../gateway.ts'
import { problem } from './problem.ts'

type Schema = v.GenericSchema
export interface Described {
  /** The action that the route carries out. */
  action?: Action
  json?: Schema
  query?: Schema
  answer?: Schema
  status?: number
  /** Another status with the same answer, where a repeat finds what is there. */
  again?: number
  summary?: string
  match?: boolean
}

/** What each middleware says of its route, read by openapi.ts and by the tests. */
const descriptions = new WeakMap<object, Described>()

export function described(handler: object): Described | undefined {
  return descriptions.get(handler)
}

export function describing<H extends object>(handler: H, what: Described): H {
  descriptions.set(handler, what)
  return handler
}

/** A validator by its types: clients send what the schema takes, routes read what it makes of it. */
type Checked<S extends Schema, Target extends 'json' | 'query'> = MiddlewareHandler<
  Gateway,
  string,
  { in: Record<Target, v.InferInput<S>>; out: Record<Target, v.InferOutput<S>> }
>

/** The body, as JSON that fits the schema; unknown keys are refused. */
export function body<S extends Schema>(schema: S): Checked<S, 'json'> {
  const check = validator('json', (value, c) => {
    const result = checked(schema, value)
    if ('fields' in result) return problem(c, { code: 'invalid_request', details: result.fields })
    return result.output
  })
  return describing(check as unknown as Checked<S, 'json'>, { json: schema })
}

/** The query, whose every value is text. A parameter given twice is refused by the schema, as is an unknown one. */
export function query<S extends Schema>(schema: S): Checked<S, 'query'> {
  const check = validator('query', (value, c) => {
    const result = checked(schema, value)
    if ('fields' in result) return problem(c, { code: 'invalid_request', details: result.fields })
    return result.output
  })
  return describing(check as unknown as Checked<S, 'query'>, { query: schema })
}

/** If-Match is required: missing 428; its version is `c.var.match`. */
export const ifMatch: MiddlewareHandler<Gateway> = describing(
  createMiddleware<Gateway>(async (c, next) => {
    const match = readMatch(c.req.header('if-match'))
    if (match === undefined) return problem(c, { code: 'if_match_required' })
    if (match === null) return problem(c, { code: 'stale' })
    c.set('match', match)
    await next()
  }),
  { match: true },
)

/** If-Match is honoured where sent, on a POST that acts on a resource. */
export const mayMatch: MiddlewareHandler<Gateway> = createMiddleware<Gateway>(async (c, next) => {
  const match = readMatch(c.req.header('if-match'))
  if (match === null) return problem(c, { code: 'stale' })
  c.set('match', match)
  await next()
})

/** The version; undefined where none was sent, null for what cannot be a version of ours. */
function readMatch(header: string | undefined): number | undefined | null {
  if (header === undefined) return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())
  return match ? Number(match[1]) : null
}
