/** What the idle rules decide by: pure functions say when a session is renewed, warned of and ended. Unix milliseconds. */
export interface SessionActivity {
  /** The latest activity in any tab. */
  activeAt: number
  /** When the token at hand was given. */
  renewedAt: number
  /** How long the session lives without activity; absent where that does not end it. */
  idle?: number | undefined
  /** When the session ends whatever happens. */
  endsAt?: number | undefined
}

/**
 * `fine`; `idle_soon` and `ends_soon` with the instant at which it will be over; or over. `checkAt` is the next instant at which this may be
 * different without anybody doing anything.
 */
export type SessionState =
  | { kind: 'fine' | 'idle_soon' | 'ends_soon'; at: number; checkAt: number }
  | { kind: 'idle' | 'ended'; at: number; checkAt: number }

const minute = 60_000
/** How long before the end of the session it is announced. */
const endWarning = 10 * minute

/** How long before it is signed out an idle person is asked; less where the span itself is short. */
export function idleWarning(idle: number): number {
  return Math.min(2 * minute, idle / 3)
}

/** Age at which the token of an active person is renewed, well before the server counts the person as idle. */
export function renewalAge(idle = Number.POSITIVE_INFINITY): number {
  return Math.min(5 * minute, idle / 6)
}

export function sessionState(
  { activeAt, idle, endsAt = Number.POSITIVE_INFINITY }: SessionActivity,
  now: number,
): SessionState {
  const idleAt = idle === undefined ? Number.POSITIVE_INFINITY : activeAt + idle
  if (now >= endsAt) return { kind: 'ended', at: endsAt, checkAt: endsAt }
  if (now >= idleAt) return { kind: 'idle', at: idleAt, checkAt: idleAt }
  const endAt = Math.min(idleAt, endsAt)
  const idleWarningAt = idle === undefined ? idleAt : idleAt - idleWarning(idle)
  if (now >= idleWarningAt) return { kind: 'idle_soon', at: idleAt, checkAt: endAt }
  if (now >= endsAt - endWarning) return { kind: 'ends_soon', at: endsAt, checkAt: Math.min(idleWarningAt, endsAt) }
  return { kind: 'fine', at: endAt, checkAt: Math.min(idleWarningAt, endsAt - endWarning) }
}

/** Whether to renew now: the person did something since the token was given, and it is no longer young. */
export function needsRenewal({ activeAt, renewedAt, idle }: SessionActivity, now: number): boolean {
  return activeAt > renewedAt && now - renewedAt >= renewalAge(idle)
}
