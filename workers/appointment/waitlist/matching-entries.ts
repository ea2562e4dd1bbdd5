import { atLocalTime, localDate, weekday } from '#shared/time'

/** Which wish a freed time fits, as a pure rule. */

const minute = 60_000

export interface FreedTime {
  id: string
  staffId: string
  startsAt: number
  endsAt: number
}

export interface Wanting {
  id: string
  staffId: string | null
  specialty: string | null
  minutes: number
  /** 1 is Monday; null for any day. */
  days: number[] | null
  /** Of the clinic's clock, `08:00`. */
  fromTime: string | null
  toTime: string | null
  /** 0 to 2, the most urgent. */
  urgency: number
  createdAt: number
}

/** Most urgent first, then whoever has waited longest. */
function byNeed(a: Wanting, b: Wanting): number {
  return b.urgency - a.urgency || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}

/**
 * Those whom a freed time suits, in the order in which it is offered: the wish names the doctor or one of their specialties, the day of the
 * week, and a visit of its length from the beginning of the freed time on ends within it and lies wholly within the times of day.
 */
export function suitors<W extends Wanting>(
  wishes: readonly W[],
  slot: FreedTime,
  specialties: readonly string[],
  zone: string,
): W[] {
  const date = localDate(slot.startsAt, zone)
  const day = weekday(date)
  // Hundreds of wishes name few times of day, and what a clock shows is worked out anew each time it is asked.
  const instants = new Map<string, number>()
  const instantOf = (time: string) => {
    const instant = instants.get(time) ?? atLocalTime(date, time, zone)
    instants.set(time, instant)
    return instant
  }
  const suits = (wish: W) => {
    const endsAt = slot.startsAt + wish.minutes * minute
    if (endsAt > slot.endsAt) return false
    if (wish.staffId !== null && wish.staffId !== slot.staffId) return false
    if (wish.specialty !== null && !specialties.includes(wish.specialty)) return false
    if (wish.days !== null && !wish.days.includes(day)) return false
    if (wish.fromTime !== null && slot.startsAt < instantOf(wish.fromTime)) return false
    return wish.toTime === null || endsAt <= instantOf(wish.toTime)
  }
  return wishes.filter(suits).sort(byNeed)
}

/**
 * Until when an offer stands: as long as the clinic's policy says, but never beyond half of what is left before the visit, so that there
 * is time to ask the next one.
 */
export function standsUntil(startsAt: number, at: number, holdMinutes: number): number {
  return at + Math.min(holdMinutes * minute, Math.floor((startsAt - at) / 2))
}
