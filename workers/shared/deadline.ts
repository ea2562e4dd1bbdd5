/**
 * How long anybody waits for anybody, in milliseconds, said once. A caller's budget is always larger than what it asks for, so that it is the
 * asked one that says `unavailable`, and not the caller that gives up on it; deadline.test.ts holds the order.
 */
export const budgets = {
  /** The gateway, for a verb that goes over many rows by its nature. */
  long: 60_000,
  /** The gateway, for a verb that writes. */
  write: 10_000,
  /** Identity, for what a mailed link confirms in another Worker: it says `unavailable` before the gateway gives up. */
  confirmation: 8_000,
  /** A Worker, for what another one must say before something is written. */
  checkBeforeWrite: 5_000,
  /** The sweep, for a clinic's access log to take what one round brings. */
  logRound: 5_000,
  /** The gateway, for a verb that reads. */
  read: 1_500,
  /** A composition, for each of its parts; they run side by side. */
  part: 1_300,
  /** The gateway, for the access log to take an entry; with the verb before it, an answer still comes in good time. */
  logEntry: 1_200,
  /** `GET /health`, for a Worker to say that it is well. */
  probe: 1_200,
  /** A Worker, for what another one must say before something is shown. */
  checkBeforeRead: 1_100,
  /** The gateway, for open sessions to be renewed before the answer. */
  renewal: 1_000,
  /** Anybody, for names beside something already read: the rest is shown without them. */
  names: 900,
} as const

/** Thrown where another Worker that a verb depends on did not answer. `cause` says why, for the log. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

/** Why a call that took longer than its budget has no value. */
export class Late extends Error {
  override name = 'Late'
}

/** The value of a call, or what became of it: what is late or gone is data here, never an exception. */
export async function settleWithin<T>(budget: number, call: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`${budget} ms`)), budget)
  })
  try {
    return { value: await Promise.race([call, late]) }
  } catch (error) {
    return { error }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Wait for another Worker, but not for ever: one that hangs must not hang this one.
 *
 * @throws Unavailable, with the cause, when the call throws or takes longer than its budget.
 */
export async function within<T>(budget: number, call: Promise<T>): Promise<T> {
  const outcome = await settleWithin(budget, call)
  if ('value' in outcome) return outcome.value
  throw outcome.error instanceof Unavailable ? outcome.error : new Unavailable('', { cause: outcome.error })
}
