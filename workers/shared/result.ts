import type { FailureCode, Failures } from './failures.ts'

/** An expected failure as data, its details typed by its code. */
export type Failure<C extends FailureCode = FailureCode> = {
  [K in C]: { ok: false; code: K; details?: Failures[K] }
}[C]

/**
 * What a verb answers: plain data that crosses RPC unchanged. Bugs throw. `under`: the accesses with which somebody opened the record that
 * this shows, for the access log.
 */
export type Result<T, C extends FailureCode = never> = { ok: true; value: T; under?: string[] } | Failure<C>

/** What any verb may answer besides its own failures: see `perform`. */
export type CommonCode = 'forbidden' | 'internal' | 'unavailable' | 'key_reused'

/** What an entrypoint's method returns. */
export type Answer<T, C extends FailureCode = never> = Promise<Result<T, C | CommonCode>>

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function fail<C extends FailureCode>(code: C, details?: Failures[C]): Failure<C> {
  return (details === undefined ? { ok: false, code } : { ok: false, code, details }) as Failure<C>
}

/** One page of a list, keyset-paged: `nextCursor` is opaque, null on the last page. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
  /** Read by patient, and it could not be learnt whether the person has more under other ids. */
  linksUnavailable?: true
}
