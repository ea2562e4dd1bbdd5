import { type Interval, merged } from '../intervals.ts'

/** Time in which someone works. Absences and closures are already taken out of it. */
export interface Session extends Interval {
  /** When the session began before anything was taken out of it: offered times count from here. */
  gridFrom: number
  roomId?: string
  /** Minutes between two offered times. */
  slotMinutes?: number
}

export interface Wanted {
  /** Whole minutes; without them as long as the session's slots. */
  minutes?: number
  /** Minutes that doctor and room stay free before and after. */
  bufferBefore: number
  bufferAfter: number
  /** No time that begins before this is offered. */
  earliest: number
  /** Minutes between two offered times where a session names none. */
  slotMinutes: number
}

export interface FreeTime extends Interval {
  roomId?: string
}

const minute = 60_000

/** Whether nothing of these (in order, apart) meets the range: the first that ends after it begins must begin at its end or later. */
function isFree(taken: readonly Interval[], from: number, to: number): boolean {
  let low = 0
  let high = taken.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((taken[middle]?.to ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const next = taken[low]
  return next === undefined || next.from >= to
}

/**
 * The times that can be offered in these sessions.
 *
 * @param taken what already takes the member of staff, buffers included.
 * @param takenRooms the same for each room; a session's room must be free too, since a booking will take it.
 */
export function freeTimes(
  sessions: readonly Session[],
  taken: readonly Interval[],
  takenRooms: ReadonlyMap<string, readonly Interval[]>,
  wanted: Wanted,
): FreeTime[] {
  const busy = merged(taken)
  const free: FreeTime[] = []
  for (const session of sessions) {
    const grid = (session.slotMinutes ?? wanted.slotMinutes) * minute
    const length = wanted.minutes === undefined ? grid : wanted.minutes * minute
    const roomBusy = merged((session.roomId && takenRooms.get(session.roomId)) || [])
    const begin = Math.max(session.from, wanted.earliest)
    for (
      let from = session.gridFrom + Math.ceil((begin - session.gridFrom) / grid) * grid;
      from + length <= session.to;
      from += grid
    ) {
      const busyFrom = from - wanted.bufferBefore * minute
      const busyTo = from + length + wanted.bufferAfter * minute
      if (isFree(busy, busyFrom, busyTo) && isFree(roomBusy, busyFrom, busyTo)) {
        free.push({ from, to: from + length, roomId: session.roomId })
      }
    }
  }
  return free
}
