import type { Context, TypedResponse } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { visitor } from '#shared/actor'
import { settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { patientIdsIn } from '#shared/id'
import { log, thrown } from '#shared/log'
import type { Result } from '#shared/result'
import type { Gateway } from '../gateway.ts'
import { isShown, tagsOf } from './answer-tag.ts'
import { budgetOf, type Operation, silence } from './operation.ts'
import { type Problem, problem } from './problem.ts'

/** As much of a route's context as its last step needs, with the operation that `says` has named. */
export type Routed<I, T> = Pick<Context<Gateway>, 'env' | 'header' | 'executionCtx'> & {
  var: Gateway['Variables'] & { operation: Operation<I, T> }
}

/** Hono types a context by everything that ran before; this is the same object, of which only the gateway's own part is used. */
const plain = (c: object) => c as Context<Gateway>

/**
 * Refuse a request, as the last step of a route. The one place that hides a refusal from the route's type: a client reads what a route
 * answers from that type, and learns of refusals by their status.
 */
export function refuse(c: object, why: Problem): never {
  return problem(plain(c), why) as never
}

/** Where somebody is who is not signed in: at no clinic. */
export const nowhere = { id: 'none', timezone: 'UTC', country: '', currency: 'USD', locale: 'en' }

/** Carry out the route's operation within its budget: its result, or the code for one that was not heard of in time. */
export async function carryOut<I, T>(c: Routed<I, T>, input: NoInfer<I>): Promise<Result<T, FailureCode>> {
  const { operation, requestId, at } = c.var
  const { env } = c
  const actor = plain(c).get('actor') ?? visitor(nowhere, at, requestId)
  const outcome = await settleWithin(budgetOf(operation.action), operation.run(env, actor, input))
  if ('error' in outcome) {
    log('operation.unheard', { requestId, action: operation.action, ...thrown(outcome.error) })
    return { ok: false, code: silence(operation.action) }
  }
  const result = outcome.value
  if (result.ok) {
    if (result.under) plain(c).set('under', result.under)
    if (operation.patients) plain(c).set('touched', operation.patients(input, result.value))
    if (operation.after) c.executionCtx.waitUntil(operation.after(env, actor))
  }
  return result
}

/**
 * Answer with what the route's operation says. One that is not heard of in time costs a read `unavailable` and a write `outcome_unknown`,
 * both with Retry-After. A value with a version carries it as its ETag.
 *
 * @param status or what makes it of the value, where a repeat is answered 200 and the first time 201.
 */
export async function answer<I, T, S extends ContentfulStatusCode = 200>(
  c: Routed<I, T>,
  input: NoInfer<I>,
  status: S | ((value: T) => S) = 200 as S,
): Promise<TypedResponse<T, S, 'json'>> {
  const result = await carryOut(c, input)
  if (!result.ok) return refuse(c, result)
  const { value } = result
  return respond(c, value, typeof status === 'function' ? status(value) : status)
}

/** Answer a value; one with a version carries it as its ETag. */
export function respond<T, S extends ContentfulStatusCode = 200>(
  c: Pick<Context<Gateway>, 'header'>,
  value: T,
  status: S = 200 as S,
): TypedResponse<T, S, 'json'> {
  const request = plain(c)
  if (request.get('touched') === undefined) request.set('touched', patientIdsIn(value))
  if (value !== null && typeof value === 'object' && 'version' in value) c.header('etag', `"${value.version}"`)
  else if (request.req.method === 'GET' && status === 200) return tagged(request, value) as never
  return request.json(value as object, status) as unknown as TypedResponse<T, S, 'json'>
}

/** Answer a read that has no version, with the tag by which the same is 304 the next time. */
function tagged(c: Context<Gateway>, value: unknown): Response {
  const text = JSON.stringify(value)
  const actor = c.get('actor')
  const json = { 'content-type': 'application/json' }
  if (actor?.kind !== 'member') return c.body(text, 200, json)
  const tags = tagsOf(c.env, actor, c.req.url.slice(new URL(c.req.url).origin.length), text)
  c.header('etag', tags[0])
  if (!isShown(tags, c.req.header('if-none-match'))) return c.body(text, 200, json)
  c.set('unchanged', true)
  return c.body(null, 304)
}

/** Answer 204 where the client need not be told more than that it is done. A verb on a patient's data says whose it was, for the access log. */
export async function done<I, T>(c: Routed<I, T>, input: NoInfer<I>): Promise<TypedResponse<null, 204, 'body'>> {
  const result = await carryOut(c, input)
  if (!result.ok) return refuse(c, result)
  if (!c.var.operation.patients) plain(c).set('touched', patientIdsIn(result.value))
  return plain(c).body(null, 204) as unknown as TypedResponse<null, 204, 'body'>
}

/** Answer a file to be saved. */
export async function download<I>(
  c: Routed<I, string>,
  input: NoInfer<I>,
  file: { type: 'text/csv'; name: string },
): Promise<TypedResponse<string, 200, 'body'>> {
  const result = await carryOut(c, input)
  if (!result.ok) return refuse(c, result)
  return plain(c).body(result.value, 200, {
    'content-type': `${file.type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${file.name}"`,
  }) as unknown as TypedResponse<string, 200, 'body'>
}
