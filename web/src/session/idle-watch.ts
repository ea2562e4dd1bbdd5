import { focusManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { needsRenewal, renewalAge, type SessionActivity, type SessionState, sessionState } from './idle-rules.ts'
import { endSession, expiryMargin, goToSignIn, refresh, SignedOut } from './refresh.ts'
import { session } from './session.ts'

/**
 * Renews the session while a person is active in any tab, and ends it when the idle limit is reached. The rules are in idle-rules.ts.
 */
const channel = new BroadcastChannel('activity')
const key = 'active-at'
const activityEvents = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const

let activeAt = Date.now()
let sharedAt = 0
let renewalTriedAt = 0
let timer: ReturnType<typeof setTimeout> | undefined
let current: SessionState | null = null
/** The state last given to listeners. While the state is `fine`, its changing instants are not announced. */
let announced: SessionState | null = null
const listeners = new Set<() => void>()

/** The latest activity of all tabs. Storage is read too: a frozen tab misses the messages of the others. */
function latestActivity(): number {
  try {
    return Math.max(activeAt, Number(localStorage.getItem(key) ?? 0))
  } catch {
    return activeAt
  }
}

function activityNow(): (SessionActivity & { until: number }) | null {
  const held = session()
  if (!held) return null
  return {
    activeAt: latestActivity(),
    renewedAt: held.until - held.expiresIn * 1000,
    until: held.until,
    idle: held.idleSeconds === undefined ? undefined : held.idleSeconds * 1000,
    endsAt: held.sessionEndsAt === undefined ? undefined : Date.parse(held.sessionEndsAt),
  }
}

function renew(at: number): void {
  renewalTriedAt = at
  refresh(session()?.accessToken).then(check, error => {
    if (error instanceof SignedOut) goToSignIn(error.reason)
  })
}

/** Evaluate the session's state, warn, renew or end the session, and schedule the next evaluation. */
function check(): void {
  clearTimeout(timer)
  const activity = activityNow()
  if (!activity) return
  const at = Date.now()
  const next = sessionState(activity, at)
  if (next.kind === 'idle' || next.kind === 'ended') {
    endSession(next.kind)
    return
  }
  const absent = next.kind === 'idle_soon'
  if (!absent && needsRenewal(activity, at) && at - renewalTriedAt > renewalAge(activity.idle) / 5) renew(at)
  // Queries that repeat by themselves would renew the session of a person who has left.
  const unattended =
    activity.idle !== undefined &&
    activity.activeAt <= activity.renewedAt &&
    at >= activity.until - 2 * expiryMargin * 1000
  focusManager.setFocused(absent || unattended ? false : undefined)
  const before = current
  current = next
  if (next.kind !== before?.kind || (next.kind !== 'fine' && next.at !== before.at)) {
    announced = next
    for (const listener of listeners) listener()
  }
  timer = setTimeout(check, Math.min(Math.max(next.checkAt - at, 250), renewalAge(activity.idle) / 10))
}

function recordActivity(at: number): void {
  // Activity after the idle limit does not renew the session: a laptop may have slept past the limit.
  const activity = activityNow()
  if (activity && sessionState(activity, at).kind === 'idle') {
    check()
    return
  }
  activeAt = at
  try {
    localStorage.setItem(key, String(at))
  } catch {
    // Without storage tabs still receive each other's messages.
  }
  channel.postMessage(at)
  check()
}

/** The person chose to stay in the idle warning: this counts as activity. */
export function stay(): void {
  recordActivity(Date.now())
}

function onActivity(): void {
  // While the idle warning is open only its buttons count: moving the mouse is no answer.
  if (current?.kind === 'idle_soon') return
  const at = Date.now()
  if (at - sharedAt < 1_000) return
  sharedAt = at
  recordActivity(at)
}

export function watchSession(): void {
  recordActivity(Date.now())
  channel.onmessage = ({ data }: MessageEvent<number>) => {
    activeAt = Math.max(activeAt, data)
    check()
  }
  for (const event of activityEvents) addEventListener(event, onActivity, { passive: true, capture: true })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check()
  })
}

/** The session's state, for the warning. */
export function useSessionState(): SessionState | null {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => announced,
  )
}
