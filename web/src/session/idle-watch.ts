import { focusManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { type Pulse, renewAfter, type Standing, standing, wantsRenewal } from './idle-rules.ts'
import { leave, margin, refresh, SignedOut, toSignIn } from './refresh.ts'
import { session } from './session.ts'

/**
 * Watches over the session: what a person does in any tab keeps it alive, nothing else does. The rules are in pulse.ts.
 */
const channel = new BroadcastChannel('activity')
const key = 'active-at'
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const

let activeAt = Date.now()
let toldAt = 0
let triedAt = 0
let timer: ReturnType<typeof setTimeout> | undefined
let now: Standing | null = null
/** As it was last told: where all is well, what moves with every activity is nobody's concern. */
let shown: Standing | null = null
const listeners = new Set<() => void>()

/** The latest activity of all tabs. Kept in storage too: a tab that was frozen may not have heard the others. */
function latest(): number {
  try {
    return Math.max(activeAt, Number(localStorage.getItem(key) ?? 0))
  } catch {
    return activeAt
  }
}

function pulse(): (Pulse & { until: number }) | null {
  const held = session()
  if (!held) return null
  return {
    activeAt: latest(),
    renewedAt: held.until - held.expiresIn * 1000,
    until: held.until,
    idle: held.idleSeconds === undefined ? undefined : held.idleSeconds * 1000,
    endsAt: held.sessionEndsAt === undefined ? undefined : Date.parse(held.sessionEndsAt),
  }
}

function renew(at: number): void {
  triedAt = at
  refresh(session()?.accessToken).then(check, error => {
    if (error instanceof SignedOut) toSignIn(error.reason)
  })
}

/** Look where the session stands, act on it, and look again when that may have changed. */
function check(): void {
  clearTimeout(timer)
  const held = pulse()
  if (!held) return
  const at = Date.now()
  const next = standing(held, at)
  if (next.is === 'idle' || next.is === 'ended') {
    leave(next.is)
    return
  }
  const absent = next.is === 'idle_soon'
  if (!absent && wantsRenewal(held, at) && at - triedAt > renewAfter(held.idle) / 5) renew(at)
  // Pages that ask again by themselves would keep the session of nobody alive.
  const unattended = held.idle !== undefined && held.activeAt <= held.renewedAt && at >= held.until - 2 * margin * 1000
  focusManager.setFocused(absent || unattended ? false : undefined)
  const before = now
  now = next
  if (next.is !== before?.is || (next.is !== 'fine' && next.at !== before.at)) {
    shown = next
    for (const listener of listeners) listener()
  }
  timer = setTimeout(check, Math.min(Math.max(next.wake - at, 250), renewAfter(held.idle) / 10))
}

function active(at: number): void {
  // What happened after the end does not bring the session back: a laptop that was asleep.
  const held = pulse()
  if (held && standing(held, at).is === 'idle') {
    check()
    return
  }
  activeAt = at
  try {
    localStorage.setItem(key, String(at))
  } catch {
    // Without storage tabs still hear each other.
  }
  channel.postMessage(at)
  check()
}

/** The person wants to stay: counts as activity even where a movement would not. */
export function stay(): void {
  active(Date.now())
}

function onSign(): void {
  // Somebody is asked whether they are there: brushing against the mouse is no answer.
  if (now?.is === 'idle_soon') return
  const at = Date.now()
  if (at - toldAt < 1_000) return
  toldAt = at
  active(at)
}

export function watchSession(): void {
  active(Date.now())
  channel.onmessage = ({ data }: MessageEvent<number>) => {
    activeAt = Math.max(activeAt, data)
    check()
  }
  for (const sign of signs) addEventListener(sign, onSign, { passive: true, capture: true })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check()
  })
}

/** Where the session stands, for the warning. */
export function useStanding(): Standing | null {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}
