import { Problem, problemOf } from '../api/problem.ts'

/** An answer of the API, or why there is none. `wait`: whole seconds after which it may be tried again. */
export type PostResult<T> = { ok: true; value: T } | { ok: false; problem: Problem; retryAfter?: number }

/** POST as JSON; the session's cookie goes along, an access token where there is one. */
export async function post<T>(path: string, body?: object, accessToken?: string): Promise<PostResult<T>> {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
  }
  const response = await fetch(path, {
    method: 'POST',
    headers,
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => null)
  if (!response) return { ok: false, problem: new Problem({ code: 'offline' }, 0) }
  if (response.ok) return { ok: true, value: response.status === 204 ? (undefined as T) : await response.json() }
  const retryAfter = Math.ceil(Number(response.headers.get('retry-after')))
  return { ok: false, problem: await problemOf(response), ...(retryAfter > 0 && { retryAfter }) }
}
