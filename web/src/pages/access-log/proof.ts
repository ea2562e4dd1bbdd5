import type { Verdict } from '../../api/access-log.ts'

/** What was proved of the log so far, from its youngest end on. */
export interface Proof {
  /** What the first answer said. */
  verdict: Verdict
  /** The oldest entry that was proved. */
  from: number
  /** Where the next older span ends; 0 where the beginning is reached. */
  next: number
  broken: Verdict['broken']
}

/** A proof with what one more answer says: the first broken entry is the one with the lowest number. */
export function joined(proof: Proof | undefined, verdict: Verdict): Proof {
  const all = [proof?.broken, verdict.broken].flatMap(one => one ?? [])
  return {
    verdict: proof?.verdict ?? verdict,
    from: verdict.proved?.from ?? proof?.from ?? 1,
    next: verdict.older?.until ?? 0,
    broken: all.toSorted((a, b) => a.sequence - b.sequence)[0],
  }
}
