import { problemOf } from '../api/problem.ts'
import type { Held, Session } from './session.ts'
import { drop, hold, session } from './session.ts'

/**
 * All tabs of a browser share one refresh cookie that changes at every use. One tab refreshes at a time (Web Locks) and tells the others
 * what it got, so that ten open tabs cost one refresh and none of them presents an old cookie.
 */
type News = { type: 'session'; session: Session; until: number } | { type: 'signed-out'; reason?: string }

const channel = new BroadcastChannel('session')

/** Seconds before its end at which a token counts as used up. */
export const margin = 30

function fresh(): Held | null {
  const now = session()
  return now && now.until - Date.now() > margin * 1000 ? now : null
}

function take(next: Session, until?: number): Held {
  const before = session()
  const now = hold(next, until)
  // Another tab switched the clinic: what this one shows belongs to the old clinic.
  if (before && before.membership.clinicId !== now.membership.clinicId) location.assign('/')
  return now
}

channel.onmessage = ({ data }: MessageEvent<News>) => {
  if (data.type === 'signed-out') toSignIn(data.reason)
  else take(data.session, data.until)
}

function tell(now: Held): Held {
  channel.postMessage({ type: 'session', session: now, until: now.until } satisfies News)
  return now
}

/** The session is over. `reason` is the server's: `idle`, `ended`, `replayed`, `second_factor`; sign-in says it in words. */
export class SignedOut extends Error {
  readonly reason: string | undefined
  constructor(reason?: string) {
    super('signed out')
    this.reason = reason
  }
}

async function reasonOf(answer: Response): Promise<string | undefined> {
  const body: { details?: { reason?: unknown } } | null = await answer.json().catch(() => null)
  const reason = body?.details?.reason
  return typeof reason === 'string' ? reason : undefined
}

/** Thrown where the server could not be asked: the session may still be good. */
export class Unreachable extends Error {}

/** What the server decided against, which trying again does not change: a clinic that asks for a second factor first. */
const refusals = new Set([403, 404, 409])

async function ask(path: string, body?: unknown): Promise<Session> {
  const init: RequestInit = { method: 'POST' }
  const token = session()?.accessToken
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  }
  const answer = await fetch(path, init).catch(() => null)
  if (answer?.status === 401) throw new SignedOut(await reasonOf(answer))
  if (answer && refusals.has(answer.status)) throw await problemOf(answer)
  if (!answer?.ok) throw new Unreachable()
  return answer.json()
}

/** A session whose access token is still good; asks for a new one where it is not, or where the server just refused `refused`. */
export async function refresh(refused?: string): Promise<Held> {
  const good = () => {
    const now = fresh()
    return now && now.accessToken !== refused ? now : null
  }
  return good() ?? navigator.locks.request('refresh', async () => good() ?? tell(take(await ask('/api/auth/refresh'))))
}

/** Work in another clinic of this account. The app starts again there: nothing of the old clinic stays in memory. */
export async function switchClinic(clinicId: string): Promise<void> {
  await refresh()
  await navigator.locks.request('refresh', async () => tell(hold(await ask('/api/auth/switch', { clinicId }))))
  location.assign('/')
}

function logout(): Promise<unknown> {
  const token = session()?.accessToken
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  // `keepalive`: the page need not wait for the answer.
  return fetch('/api/auth/logout', { method: 'POST', keepalive: true, headers }).catch(() => null)
}

export async function signOut(): Promise<void> {
  await logout()
  channel.postMessage({ type: 'signed-out' } satisfies News)
  drop()
  location.assign('/sign-in/')
}

/** End the session in every tab without being asked to; each comes back to its place after sign-in. */
export function leave(reason: 'idle' | 'ended'): void {
  void logout()
  channel.postMessage({ type: 'signed-out', reason } satisfies News)
  toSignIn(reason)
}

/** To sign-in and back to this place. */
export function toSignIn(reason?: string): void {
  drop()
  const here = location.pathname + location.search
  const query = new URLSearchParams({
    ...(reason ? { reason } : {}),
    ...(here === '/' ? {} : { next: here }),
  }).toString()
  location.assign(query ? `/sign-in/?${query}` : '/sign-in/')
}
