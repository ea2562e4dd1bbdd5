import type { Wait } from './contract.ts'

/**
 * Estimated waiting times, as a pure rule. Instants are Unix milliseconds, lengths minutes. `simulateCalls` runs twice in calling order,
 * once with short and once with long visits: the lower and upper quartile of the doctor's finished visits of today. Before
 * `fewestFinished` visits are finished, 0.75 and 1.5 times the booked minutes are used.
 */

const minute = 60_000
/** Finished visits of a day from which on their lengths are used. */
const fewestFinished = 3
/** Estimates are rounded to whole steps of so many minutes. */
const step = 5

export interface Waiter {
  id: string
  /** Null where the patient waits for any member of staff. */
  staffId: string | null
  /** In the long estimate the patient is not called before this instant. */
  due: number
  minutes: number
}

/** The visits of today of one member of staff. */
export interface Pace {
  /** Minutes from start to end of each visit finished today. */
  finished: number[]
  /** The visit that is in progress. */
  running?: { since: number; minutes: number }
}

type Speed = 'short' | 'long'

/** The smallest value that so large a share does not exceed (nearest rank). */
export function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

function lengthOf(pace: Pace | undefined, minutes: number, speed: Speed): number {
  if (!pace || pace.finished.length < fewestFinished) return minutes * (speed === 'short' ? 0.75 : 1.5)
  return nearestRank(pace.finished, speed === 'short' ? 0.25 : 0.75)
}

/** When the doctor is free: a visit that has run over ends now in the short estimate and in five minutes in the long one. */
function freeAt(pace: Pace, now: number, speed: Speed): number {
  if (!pace.running) return now
  const end = pace.running.since + lengthOf(pace, pace.running.minutes, speed) * minute
  return Math.max(end, speed === 'short' ? now : now + step * minute)
}

/** Minutes until each patient is called; patients who wait for any member of staff are left out where nobody works. */
function simulateCalls(waiting: readonly Waiter[], paces: ReadonlyMap<string, Pace>, now: number, speed: Speed) {
  const free = new Map([...paces].map(([id, pace]) => [id, freeAt(pace, now, speed)]))
  const minutes = new Map<string, number>()
  for (const one of waiting) {
    const staffId =
      one.staffId ?? [...free].reduce<string | null>((best, [id, at]) => earlier(free, best, id, at), null)
    if (staffId === null) continue
    const from = Math.max(free.get(staffId) ?? now, speed === 'long' ? one.due : now)
    minutes.set(one.id, (from - now) / minute)
    free.set(staffId, from + lengthOf(paces.get(staffId), one.minutes, speed) * minute)
  }
  return minutes
}

function earlier(free: ReadonlyMap<string, number>, best: string | null, id: string, at: number): string {
  return best === null || at < (free.get(best) ?? 0) ? id : best
}

/**
 * @param waiting patients in calling order; those called already, who have not started, come first.
 * @param paces by member of staff: everyone who has started a visit today or for whom a patient waits.
 */
export function estimates(
  waiting: readonly Waiter[],
  paces: ReadonlyMap<string, Pace>,
  now: number,
): Map<string, Wait> {
  const short = simulateCalls(waiting, paces, now, 'short')
  const long = simulateCalls(waiting, paces, now, 'long')
  return new Map(
    [...short].map(([id, from]) => [
      id,
      { from: Math.floor(from / step) * step, to: Math.max(step, Math.ceil((long.get(id) ?? from) / step) * step) },
    ]),
  )
}
