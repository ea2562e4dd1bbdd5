import { type Interval, merged } from '../intervals.ts'

/** A time in which a member of staff works. Absences and closures are already taken out. */
export interface Session extends Interval {
  /** The session's start before absences were taken out; the grid of offered times begins here. */
  gridFrom: number
  roomId?: string
  /** Minutes between two offered times. */
  slotMinutes?: number
}

export interface WantedTime {
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

/** Whether no interval overlaps the range, by binary search; `busyIntervals` is sorted and its intervals do not touch. */
function isFree(busyIntervals: readonly Interval[], from: number, to: number): boolean {
  let low = 0
  let high = busyIntervals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((busyIntervals[middle]?.to ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const next = busyIntervals[low]
  return next === undefined || next.from >= to
}

/**
 * The times that can be offered in these sessions.
 *
 * @param busyIntervals times in which the member of staff is busy, buffers included.
 * @param busyIntervalsOfRooms the same by room; the session's room must be free, since a booking takes it.
 */
export function freeTimes(
  sessions: readonly Session[],
  busyIntervals: readonly Interval[],
  busyIntervalsOfRooms: ReadonlyMap<string, readonly Interval[]>,
  wantedTime: WantedTime,
): FreeTime[] {
  const busy = merged(busyIntervals)
  const free: FreeTime[] = []
  for (const session of sessions) {
    const grid = (session.slotMinutes ?? wantedTime.slotMinutes) * minute
    const length = wantedTime.minutes === undefined ? grid : wantedTime.minutes * minute
    const roomBusy = merged((session.roomId && busyIntervalsOfRooms.get(session.roomId)) || [])
    const begin = Math.max(session.from, wantedTime.earliest)
    for (
      let from = session.gridFrom + Math.ceil((begin - session.gridFrom) / grid) * grid;
      from + length <= session.to;
      from += grid
    ) {
      const busyFrom = from - wantedTime.bufferBefore * minute
      const busyTo = from + length + wantedTime.bufferAfter * minute
      if (isFree(busy, busyFrom, busyTo) && isFree(roomBusy, busyFrom, busyTo)) {
        free.push({ from, to: from + length, roomId: session.roomId })
      }
    }
  }
  return free
}
