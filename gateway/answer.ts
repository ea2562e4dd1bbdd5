import type { Context, TypedResponse } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { FailureCode } from '#shared/failures'
import { patientIdsIn } from '#shared/id'
import { log, thrown } from '#shared/log'
import type { Result } from '#shared/result'
import type { Gateway } from './gateway.ts'
import { problem } from './problem.ts'

/** Milliseconds a Worker has for a read and for a write. */
export const limits = { read: 1_500, write: 10_000 }

/** What takes longer than that, excepted by name: it goes over many rows by its nature. */
const unhurried = new Set(['/api/patients/import', '/api/access-log/verify', '/api/access-log/csv'])

function isRead(c: Context<Gateway>): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD'
}

/** How long this request may wait for its verb. */
function limitOf(c: Context<Gateway>): number {
  if (unhurried.has(c.req.path)) return 60_000
  return isRead(c) ? limits.read : limits.write
}

/** What a request is answered whose verb, or whose entry in the access log, did not come in time. */
export function silence(c: Context<Gateway>): 'unavailable' | 'outcome_unknown' {
  return isRead(c) ? 'unavailable' : 'outcome_unknown'
}

const late = Symbol('late')

/** The value of a call, or what became of it: a Worker that is late or gone is data here, never an exception. */
export async function settle<T>(limit: number, call: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const alarm = new Promise<typeof late>(resolve => {
    timer = setTimeout(() => resolve(late), limit)
  })
  try {
    const first = await Promise.race([call, alarm])
    return first === late ? { error: new Error('late') } : { value: first as T }
  } catch (error) {
    return { error }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Answer with what one verb of one Worker says. A Worker that does not answer costs a read `unavailable` and a write
 * `outcome_unknown`, both with Retry-After. A value with a version carries it as its ETag.
 *
 * @param status or what makes it of the value, where a repeat is answered 200 and the first time 201.
 */
export async function answer<T, S extends ContentfulStatusCode = 200>(
  c: Context<Gateway>,
  call: Promise<Result<T, FailureCode>>,
  status: S | ((value: T) => S) = 200 as S,
): Promise<TypedResponse<T, S, 'json'>> {
  const outcome = await settle(limitOf(c), call)
  if ('error' in outcome) {
    log('worker.silent', { requestId: c.get('requestId'), ...thrown(outcome.error) })
    return problem(c, { code: silence(c) }) as never
  }
  const result = outcome.value
  if (!result.ok) return problem(c, { code: result.code, details: result.details }) as never
  const value = result.value
  if (value !== null && typeof value === 'object' && 'version' in value) c.header('etag', `"${value.version}"`)
  const code = typeof status === 'function' ? status(value) : status
  return c.json(value as object, code) as unknown as TypedResponse<T, S, 'json'>
}

/** Answer 204 where the client need not be told more than that it is done. A verb on a patient's data says whose it was, for the access log. */
export async function done(
  c: Context<Gateway>,
  call: Promise<Result<unknown, FailureCode>>,
): Promise<TypedResponse<null, 204, 'body'>> {
  const outcome = await settle(limitOf(c), call)
  if ('error' in outcome) {
    log('worker.silent', { requestId: c.get('requestId'), ...thrown(outcome.error) })
    return problem(c, { code: 'outcome_unknown' }) as never
  }
  if (!outcome.value.ok) return problem(c, { code: outcome.value.code, details: outcome.value.details }) as never
  c.set('touched', patientIdsIn(JSON.stringify(outcome.value.value)))
  return c.body(null, 204) as unknown as TypedResponse<null, 204, 'body'>
}

/** Answer a file to be saved, made by the gateway itself. */
export async function download(
  c: Context<Gateway>,
  making: Promise<string>,
  file: { type: 'text/csv'; name: string },
): Promise<TypedResponse<string, 200, 'body'>> {
  const outcome = await settle(limitOf(c), making)
  if ('error' in outcome) {
    log('worker.silent', { requestId: c.get('requestId'), ...thrown(outcome.error) })
    return problem(c, { code: silence(c) }) as never
  }
  return c.body(outcome.value, 200, {
    'content-type': `${file.type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${file.name}"`,
  }) as unknown as TypedResponse<string, 200, 'body'>
}
