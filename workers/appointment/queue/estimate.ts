import type { Wait } from './contract.ts'

/**
 * How long people will wait, as a pure rule. Instants are Unix milliseconds, lengths minutes.
 *
 * The queue is walked twice in calling order, once as if every visit were short and once as if every visit were long. Each patient goes to
 * their doctor, or to the one who is free first. What is short and long is the doctor's own pace of today: the quarter of the finished
 * visits that were quickest and slowest. Before three are finished it is three quarters and one and a half of the booked minutes.
 */

const minute = 60_000
/** Finished visits of a day before they say anything about the next. */
const enough = 3
/** Estimates are whole steps of five minutes: nobody knows it better. */
const step = 5

export interface Waiter {
  id: string
  /** Null waits for anyone. */
  staffId: string | null
  /** Not called before this instant, as long as all goes slowly. */
  due: number
  minutes: number
}

/** A member of staff as the day has gone so far. */
export interface Pace {
  /** Minutes from start to end of each visit finished today. */
  finished: number[]
  /** Who is inside just now. */
  running?: { since: number; minutes: number }
}

type Speed = 'short' | 'long'

/** The smallest value that so large a share does not exceed (nearest rank). */
export function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

function lengthOf(pace: Pace | undefined, minutes: number, speed: Speed): number {
  if (!pace || pace.finished.length < enough) return minutes * (speed === 'short' ? 0.75 : 1.5)
  return nearestRank(pace.finished, speed === 'short' ? 0.25 : 0.75)
}

/** When the doctor is free: whoever is inside may come out at once when all is quick, and not before five minutes when all is slow. */
function freeAt(pace: Pace, now: number, speed: Speed): number {
  if (!pace.running) return now
  const end = pace.running.since + lengthOf(pace, pace.running.minutes, speed) * minute
  return Math.max(end, speed === 'short' ? now : now + step * minute)
}

/** Minutes until each is called; one who waits for anyone while there is nobody is left out. */
function walk(waiting: readonly Waiter[], paces: ReadonlyMap<string, Pace>, now: number, speed: Speed) {
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
 * @param waiting in calling order, those who were called and are not in yet at the head.
 * @param paces everyone who works today, as far as it shows: who has seen somebody, or is waited for.
 */
export function estimates(
  waiting: readonly Waiter[],
  paces: ReadonlyMap<string, Pace>,
  now: number,
): Map<string, Wait> {
  const short = walk(waiting, paces, now, 'short')
  const long = walk(waiting, paces, now, 'long')
  return new Map(
    [...short].map(([id, from]) => [
      id,
      { from: Math.floor(from / step) * step, to: Math.max(step, Math.ceil((long.get(id) ?? from) / step) * step) },
    ]),
  )
}
