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
export function byNeed(a: Wanting, b: Wanting): number {
  return b.urgency - a.urgency || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}

/**
 * Whether a visit as long as the wish, from the beginning of the freed time on, is what was wished for: the doctor or one of their
 * specialties, the day of the week, and wholly within the times of day.
 */
export function suits(wish: Wanting, slot: FreedTime, specialties: readonly string[], zone: string): boolean {
  const endsAt = slot.startsAt + wish.minutes * minute
  if (endsAt > slot.endsAt) return false
  if (wish.staffId !== null && wish.staffId !== slot.staffId) return false
  if (wish.specialty !== null && !specialties.includes(wish.specialty)) return false
  const date = localDate(slot.startsAt, zone)
  if (wish.days !== null && !wish.days.includes(weekday(date))) return false
  const from = atLocalTime(date, wish.fromTime ?? '00:00', zone)
  const to = wish.toTime === null ? Number.POSITIVE_INFINITY : atLocalTime(date, wish.toTime, zone)
  return from <= slot.startsAt && endsAt <= to
}

/** Those whom a freed time suits, in the order in which it is offered. */
export function suitors<W extends Wanting>(
  wishes: readonly W[],
  slot: FreedTime,
  specialties: readonly string[],
  zone: string,
): W[] {
  return wishes.filter(wish => suits(wish, slot, specialties, zone)).sort(byNeed)
}

/**
 * Until when an offer stands: as long as the clinic's policy says, but never beyond half of what is left before the visit, so that there
 * is time to ask the next one.
 */
export function standsUntil(startsAt: number, at: number, holdMinutes: number): number {
  return at + Math.min(holdMinutes * minute, Math.floor((startsAt - at) / 2))
}
