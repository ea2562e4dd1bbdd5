import { atLocalTime, localDate, weekday } from '#shared/time'

/** Which entries of the waitlist match a freed slot, as a pure rule. */

const minute = 60_000

export interface FreedTime {
  id: string
  staffId: string
  startsAt: number
  endsAt: number
}

export interface MatchCriteria {
  id: string
  staffId: string | null
  specialty: string | null
  minutes: number
  /** 1 is Monday; null for any day. */
  days: number[] | null
  /** Local time of the clinic, `08:00`. */
  fromTime: string | null
  toTime: string | null
  /** 0 to 2, the most urgent. */
  urgency: number
  createdAt: number
}

/** The most urgent first, then the longest waiting. */
function byUrgencyThenAge(a: MatchCriteria, b: MatchCriteria): number {
  return b.urgency - a.urgency || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}

/**
 * The entries that match a freed slot, in the order of offering. An entry matches where its doctor, specialty and days fit and a visit of
 * its length, from the slot's start on, lies within the slot and the entry's times of day.
 */
export function matchingEntries<W extends MatchCriteria>(
  entries: readonly W[],
  slot: FreedTime,
  specialties: readonly string[],
  zone: string,
): W[] {
  const date = localDate(slot.startsAt, zone)
  const day = weekday(date)
  // Hundreds of entries name few times of day, and the conversion of a local time is slow: keep its results.
  const instants = new Map<string, number>()
  const instantOf = (time: string) => {
    const instant = instants.get(time) ?? atLocalTime(date, time, zone)
    instants.set(time, instant)
    return instant
  }
  const suits = (entry: W) => {
    const endsAt = slot.startsAt + entry.minutes * minute
    if (endsAt > slot.endsAt) return false
    if (entry.staffId !== null && entry.staffId !== slot.staffId) return false
    if (entry.specialty !== null && !specialties.includes(entry.specialty)) return false
    if (entry.days !== null && !entry.days.includes(day)) return false
    if (entry.fromTime !== null && slot.startsAt < instantOf(entry.fromTime)) return false
    return entry.toTime === null || endsAt <= instantOf(entry.toTime)
  }
  return entries.filter(suits).sort(byUrgencyThenAge)
}

/**
 * When an offer expires: after the clinic's `waitlistHoldMinutes`, but within half of the time before the visit, so that the next patient
 * can still be asked.
 */
export function offerExpiry(startsAt: number, at: number, holdMinutes: number): number {
  return at + Math.min(holdMinutes * minute, Math.floor((startsAt - at) / 2))
}
