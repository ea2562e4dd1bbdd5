import type { Context } from '#shared/context'
import { localDate } from '#shared/time'
import { busyTimes } from '../booking-rules/busy-times.ts'
import { dayOf } from '../clinic-day.ts'
import type { Interval } from '../intervals.ts'
import type { WorkingHours } from '../other-workers.ts'
import { type FreeTime, freeTimes } from './free-times.ts'

const day = 86_400_000

/** The length and the buffers of the visit for which times are looked for. */
export interface VisitLength {
  minutes?: number
  bufferBefore: number
  bufferAfter: number
}

export type FreeTimeOfStaff = FreeTime & { staffId: string }

/** The room and the assistants that must be free as well, and the hold and the visit whose own time counts as free. */
export interface SlotConditions {
  /** Instead of the session's room. */
  roomId?: string
  assistantIds?: readonly string[]
  holdId?: string
  /** The visit that is being moved. */
  exceptVisitId?: string
}

/**
 * Free times of each member of staff: their hours on each session's grid, without times in which they, the room or an assistant are busy,
 * and without days at the daily maximum. One round trip.
 */
export async function freeTimesOfStaff(
  context: Context<AppointmentEnv>,
  hours: WorkingHours,
  length: VisitLength,
  range: Interval,
  earliest: number,
  conditions: SlotConditions = {},
): Promise<FreeTimeOfStaff[]> {
  const { roomId, assistantIds = [], holdId, exceptVisitId } = conditions
  const working = hours.items.filter(({ staffId, open }) => open.length > 0 && !assistantIds.includes(staffId))
  if (working.length === 0) return []
  const rooms = new Set(working.flatMap(({ open }) => open.flatMap(session => roomId ?? session.roomId ?? [])))
  const limited = working.flatMap(({ staffId, dailyMaximum }) => (dailyMaximum === undefined ? [] : [staffId]))
  const zone = context.actor.timezone
  const from = Math.max(range.from, earliest)
  const busy = await busyTimes(context, {
    staffIds: [...working.map(({ staffId }) => staffId), ...assistantIds],
    roomIds: [...rooms],
    ranges: [{ from: Math.max(range.from, context.at) - day / 24, to: range.to + day / 24 }],
    holdId,
    exceptVisitId,
    ...(limited.length > 0 && from < range.to
      ? { counted: { staffIds: limited, ranges: [{ from: dayOf(from, zone).from, to: dayOf(range.to - 1, zone).to }] } }
      : {}),
  })
  const wantedTime = { ...length, earliest, slotMinutes: hours.policies.slotMinutes }
  const absencesOfAssistants = hours.items.flatMap(({ staffId, absences }) =>
    assistantIds.includes(staffId) ? absences : [],
  )
  const ofAssistants = [...absencesOfAssistants, ...assistantIds.flatMap(id => busy.staff.get(id) ?? [])]
  const free = working.flatMap(({ staffId, dailyMaximum, open }) => {
    // A doctor whose room is removed or out of use still works; the visit is booked without a room.
    const sessions = open.map(session => ({
      ...session,
      roomId: usableRoomId(roomId ?? session.roomId, busy.usableRooms),
    }))
    const times = freeTimes(sessions, [...(busy.staff.get(staffId) ?? []), ...ofAssistants], busy.rooms, wantedTime)
    const isFull = fullDays(busy.starts.get(staffId) ?? [], dailyMaximum, zone)
    return times.filter(time => !isFull(time.from)).map(time => ({ ...time, staffId }))
  })
  return free.sort((a, b) => a.from - b.from || (a.staffId < b.staffId ? -1 : 1))
}

const usableRoomId = (roomId: string | undefined, rooms: ReadonlySet<string>) =>
  roomId !== undefined && rooms.has(roomId) ? roomId : undefined

/** A test whether an instant lies on a day at the daily maximum. */
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
