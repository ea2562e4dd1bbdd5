import { problemOf } from '../api/problem.ts'
import type { ActiveSession, Session } from './session.ts'
import { clearSession, session, setSession } from './session.ts'

/**
 * All tabs of a browser share one refresh cookie that changes at every use. One tab refreshes at a time (Web Locks) and tells the others
 * what it got, so that ten open tabs cost one refresh and none of them presents an old cookie.
 */
type TabMessage = { type: 'session'; session: Session; until: number } | { type: 'signed-out'; reason?: string }

const channel = new BroadcastChannel('session')

/** Seconds before its end at which a token counts as used up. */
export const expiryMargin = 30

function unexpiredSession(): ActiveSession | null {
  const now = session()
  return now && now.until - Date.now() > expiryMargin * 1000 ? now : null
}

function adoptSession(next: Session, until?: number): ActiveSession {
  const before = session()
  const now = setSession(next, until)
  // Another tab switched the clinic: what this one shows belongs to the old clinic.
  if (before && before.membership.clinicId !== now.membership.clinicId) location.assign('/')
  return now
}

channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
  if (data.type === 'signed-out') goToSignIn(data.reason)
  else adoptSession(data.session, data.until)
}

function broadcast(now: ActiveSession): ActiveSession {
  channel.postMessage({ type: 'session', session: now, until: now.until } satisfies TabMessage)
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

async function reasonOf(response: Response): Promise<string | undefined> {
  const body: { details?: { reason?: unknown } } | null = await response.json().catch(() => null)
  const reason = body?.details?.reason
  return typeof reason === 'string' ? reason : undefined
}

/** Thrown where the server could not be reached: the session may still be valid. */
export class Unreachable extends Error {}

/** Statuses of refusals that a repetition does not change, such as a clinic that requires a second factor first. */
const finalStatuses = new Set([403, 404, 409])

async function requestSession(path: string, body?: unknown): Promise<Session> {
  const init: RequestInit = { method: 'POST' }
  const token = session()?.accessToken
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  }
  const response = await fetch(path, init).catch(() => null)
  if (response?.status === 401) throw new SignedOut(await reasonOf(response))
  if (response && finalStatuses.has(response.status)) throw await problemOf(response)
  if (!response?.ok) throw new Unreachable()
  return response.json()
}

/** A session whose access token is still good; asks for a new one where it is not, or where the server just refused `refused`. */
export async function refresh(refused?: string): Promise<ActiveSession> {
  const usableSession = () => {
    const now = unexpiredSession()
    return now && now.accessToken !== refused ? now : null
  }
  return (
    usableSession() ??
    navigator.locks.request(
      'refresh',
      async () => usableSession() ?? broadcast(adoptSession(await requestSession('/api/auth/refresh'))),
    )
  )
}

/** Work in another clinic of this account. The app starts again there: nothing of the old clinic stays in memory. */
export async function switchClinic(clinicId: string): Promise<void> {
  await refresh()
  await navigator.locks.request('refresh', async () =>
    broadcast(setSession(await requestSession('/api/auth/switch', { clinicId }))),
  )
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
  channel.postMessage({ type: 'signed-out' } satisfies TabMessage)
  clearSession()
  location.assign('/sign-in/')
}

/** End the session in every tab without being asked to; each comes back to its place after sign-in. */
export function endSession(reason: 'idle' | 'ended'): void {
  void logout()
  channel.postMessage({ type: 'signed-out', reason } satisfies TabMessage)
  goToSignIn(reason)
}

/** Go to sign-in, and back to this page afterwards. */
export function goToSignIn(reason?: string): void {
  clearSession()
  const here = location.pathname + location.search
  const query = new URLSearchParams({
    ...(reason ? { reason } : {}),
    ...(here === '/' ? {} : { next: here }),
  }).toString()
  location.assign(query ? `/sign-in/?${query}` : '/sign-in/')
}
