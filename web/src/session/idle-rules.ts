/** When a session is renewed, warned of and ended. Rules without a clock of their own; instants and spans are Unix milliseconds. */
export interface Pulse {
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
 * `fine`; `idle_soon` and `ends_soon` with the instant at which it will be over; or over. `wake` is the next instant at which this may be
 * different without anybody doing anything.
 */
export type Standing =
  | { is: 'fine' | 'idle_soon' | 'ends_soon'; at: number; wake: number }
  | { is: 'idle' | 'ended'; at: number; wake: number }

const minute = 60_000
/** How long before the end of the session it is announced. */
const endNotice = 10 * minute

/** How long before it is signed out an idle person is asked; less where the span itself is short. */
export function idleNotice(idle: number): number {
  return Math.min(2 * minute, idle / 3)
}

/** Age at which the token of an active person is renewed, well before the server counts the person as idle. */
export function renewAfter(idle = Number.POSITIVE_INFINITY): number {
  return Math.min(5 * minute, idle / 6)
}

export function standing({ activeAt, idle, endsAt = Number.POSITIVE_INFINITY }: Pulse, now: number): Standing {
  const idleAt = idle === undefined ? Number.POSITIVE_INFINITY : activeAt + idle
  if (now >= endsAt) return { is: 'ended', at: endsAt, wake: endsAt }
  if (now >= idleAt) return { is: 'idle', at: idleAt, wake: idleAt }
  const over = Math.min(idleAt, endsAt)
  const idleNoticeAt = idle === undefined ? idleAt : idleAt - idleNotice(idle)
  if (now >= idleNoticeAt) return { is: 'idle_soon', at: idleAt, wake: over }
  if (now >= endsAt - endNotice) return { is: 'ends_soon', at: endsAt, wake: Math.min(idleNoticeAt, endsAt) }
  return { is: 'fine', at: over, wake: Math.min(idleNoticeAt, endsAt - endNotice) }
}

/** Whether to renew now: the person did something since the token was given, and it is no longer young. */
export function wantsRenewal({ activeAt, renewedAt, idle }: Pulse, now: number): boolean {
  return activeAt > renewedAt && now - renewedAt >= renewAfter(idle)
}
