import type { Context } from '#shared/context'
import { localDate } from '#shared/time'
import { occupied } from '../booking-rules/busy-times.ts'
import { dayOf } from '../clinic-day.ts'
import type { Interval } from '../intervals.ts'
import type { WorkingHours } from '../other-workers.ts'
import { type FreeTime, freeTimes } from './free-times.ts'

const day = 86_400_000

/** How long a visit is to be, and what else bounds the times offered for it. */
export interface Length {
  minutes?: number
  bufferBefore: number
  bufferAfter: number
}

export type Offered = FreeTime & { staffId: string }

/** Whose time such a visit takes besides its doctor's, and what is not in its way. */
export interface Beside {
  /** Instead of the session's. */
  roomId?: string
  assistantIds?: readonly string[]
  holdId?: string
  /** The visit that is to be moved. */
  besides?: string
}

/**
 * Free times of these people: their hours, on each session's grid, without what takes them, their room or an assistant, and without the
 * days on which they already have as many visits as they take. One round trip.
 */
export async function freeAmong(
  context: Context<AppointmentEnv>,
  hours: WorkingHours,
  length: Length,
  range: Interval,
  earliest: number,
  beside: Beside = {},
): Promise<Offered[]> {
  const { roomId, assistantIds = [], holdId, besides } = beside
  const working = hours.items.filter(({ staffId, open }) => open.length > 0 && !assistantIds.includes(staffId))
  if (working.length === 0) return []
  const rooms = new Set(working.flatMap(({ open }) => open.flatMap(session => roomId ?? session.roomId ?? [])))
  const limited = working.flatMap(({ staffId, dailyMaximum }) => (dailyMaximum === undefined ? [] : [staffId]))
  const zone = context.actor.timezone
  const from = Math.max(range.from, earliest)
  const taken = await occupied(context, {
    staffIds: [...working.map(({ staffId }) => staffId), ...assistantIds],
    roomIds: [...rooms],
    ranges: [{ from: Math.max(range.from, context.at) - day / 24, to: range.to + day / 24 }],
    holdId,
    besides,
    ...(limited.length > 0 && from < range.to
      ? { counted: { staffIds: limited, ranges: [{ from: dayOf(from, zone).from, to: dayOf(range.to - 1, zone).to }] } }
      : {}),
  })
  const wanted = { ...length, earliest, slotMinutes: hours.policies.slotMinutes }
  const away = hours.items.flatMap(({ staffId, absences }) => (assistantIds.includes(staffId) ? absences : []))
  const ofAssistants = [...away, ...assistantIds.flatMap(id => taken.staff.get(id) ?? [])]
  const free = working.flatMap(({ staffId, dailyMaximum, open }) => {
    // A room that is gone or out of use for good is not what keeps a doctor from working: the visit then has no room yet.
    const sessions = open.map(session => ({ ...session, roomId: usable(roomId ?? session.roomId, taken.usableRooms) }))
    const times = freeTimes(sessions, [...(taken.staff.get(staffId) ?? []), ...ofAssistants], taken.rooms, wanted)
    const isFull = fullDays(taken.starts.get(staffId) ?? [], dailyMaximum, zone)
    return times.filter(time => !isFull(time.from)).map(time => ({ ...time, staffId }))
  })
  return free.sort((a, b) => a.from - b.from || (a.staffId < b.staffId ? -1 : 1))
}

const usable = (roomId: string | undefined, rooms: ReadonlySet<string>) =>
  roomId !== undefined && rooms.has(roomId) ? roomId : undefined

/** Whether an instant lies on a day on which there are as many visits as someone takes. */
export function fullDays(
  starts: readonly number[],
  limit: number | undefined,
  zone: string,
): (instant: number) => boolean {
  if (limit === undefined || starts.length < limit) return () => false
  const full: Interval[] = []
  for (const rows of Map.groupBy(starts, start => localDate(start, zone)).values()) {
    const [first] = rows
    if (first !== undefined && rows.length >= limit) full.push(dayOf(first, zone))
  }
  return instant => full.some(({ from, to }) => from <= instant && instant < to)
}
