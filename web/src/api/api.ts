import type { ClientResponse } from 'hono/client'
import { hc } from 'hono/client'
import type { Api } from '../../../gateway/api.ts'
import { askForProof } from '../session/proof.ts'
import { goToSignIn, refresh, SignedOut } from '../session/refresh.ts'
import { Problem, problemOf } from './problem.ts'

const offlineProblem = () => new Problem({ code: 'offline', title: 'No connection' }, 0)

async function accessToken(refused?: string): Promise<string> {
  try {
    return (await refresh(refused)).accessToken
  } catch (error) {
    if (error instanceof SignedOut) {
      goToSignIn(error.reason)
      throw new Problem({ code: 'unauthenticated' }, 401)
    }
    throw offlineProblem()
  }
}

/** Whether a request was refused for want of a fresh proof of who asks. */
async function lacksProof(response: Response): Promise<boolean> {
  return response.status === 403 && (await problemOf(response.clone())).code === 'step_up_required'
}

/** Browsers keep 64 KiB for all requests that may outlive their page, and refuse what is beyond. */
const mostKept = 8_192

/** A write that is shown before it is answered is not taken back because the person went on to another page. */
function outlivesPage(init?: RequestInit): boolean {
  if (!init?.method || init.method === 'GET') return false
  return init.body === undefined || init.body === null || (typeof init.body === 'string' && init.body.length < mostKept)
}

/**
 * fetch with the access token. A 401 is answered by one refresh and one repetition; a refusal for want of a fresh proof by asking the person,
 * and the same request once more, under the same Idempotency-Key.
 */
async function signedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const send = async (token: string) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers, keepalive: init?.keepalive ?? outlivesPage(init) }).catch(() => {
      throw offlineProblem()
    })
  }
  const token = await accessToken()
  const response = await send(token)
  const answered = response.status === 401 ? await send(await accessToken(token)) : response
  const repeats = (await lacksProof(answered)) && (await askForProof())
  return repeats ? send(await accessToken()) : answered
}

/** Every route of the gateway, by type: `api.patients[':id'].$get({ param: { id } })`. */
export const { api } = hc<Api>(location.origin, { fetch: signedFetch })

/**
 * The body of a 2xx answer; anything else is thrown as a Problem.
 *
 *     const patient = await call(api.patients[':id'].$get({ param: { id } }))
 */
export async function call<T>(request: Promise<ClientResponse<T, number, string>>): Promise<T> {
  const response = await request
  if (!response.ok) throw await problemOf(response)
  return response.status === 204 ? (undefined as T) : (response.json() as Promise<T>)
}

/** Headers for a change of the version that was read. */
export function ifMatch(version: number): { headers: { 'if-match': string } } {
  return { headers: { 'if-match': `"${version}"` } }
}

/** Headers for a POST that may be sent twice. Keep one key for as long as the person means the same write. */
export function idempotencyKey(key: string): { headers: { 'idempotency-key': string } } {
  return { headers: { 'idempotency-key': key } }
}

async function bodyOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw await problemOf(response)
  return response.status === 204 ? (undefined as T) : (response.json() as Promise<T>)
}

/** A GET by its path, for a route whose type the client does not carry. */
export async function read<T>(path: string): Promise<T> {
  return bodyOf(await signedFetch(path))
}

/** A write by its path, for a route whose type the client does not carry. */
export async function send<T>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  { headers, keepalive }: { headers: Record<string, string>; keepalive?: boolean } = { headers: {} },
): Promise<T> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  return bodyOf(
    await signedFetch(path, {
      method,
      ...content,
      ...(keepalive === undefined ? {} : { keepalive }),
      headers: { 'content-type': 'application/json', ...headers },
    }),
  )
}
