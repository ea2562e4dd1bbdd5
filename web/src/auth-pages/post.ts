import { Problem, problemOf } from '../api/problem.ts'

/** An answer of the API, or why there is none. `wait`: whole seconds after which it may be tried again. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem; wait?: number }

/** POST as JSON; the session's cookie goes along, an access token where there is one. */
export async function post<T>(path: string, body?: object, accessToken?: string): Promise<Answer<T>> {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
  }
  const answer = await fetch(path, {
    method: 'POST',
    headers,
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => null)
  if (!answer) return { ok: false, problem: new Problem({ code: 'offline' }, 0) }
  if (answer.ok) return { ok: true, value: answer.status === 204 ? (undefined as T) : await answer.json() }
  const wait = Math.ceil(Number(answer.headers.get('retry-after')))
  return { ok: false, problem: await problemOf(answer), ...(wait > 0 && { wait }) }
}
