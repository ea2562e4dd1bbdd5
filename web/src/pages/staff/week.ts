import type { Availability } from '../../api/staff.ts'

/** Weekly hours as the editor holds them. Times are `08:00` of the clinic's clock; `24:00` is the end of a day. */
export interface Session {
  weekday: number
  from: string
  to: string
  roomId?: string
  slotMinutes?: number
}

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** `8`, `8.30`, `0830`, `08:30` as `08:30`; null where it is no time. */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(typed.trim())
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)]
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null
  return timeOf(hours * 60 + minutes)
}

function sorted(week: Session[]): Session[] {
  return [...week].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from))
}

/** Paint a stretch of a day: sessions that it touches grow into one and keep the first one's room and slot length. */
export function withStretch(week: Session[], weekday: number, from: number, to: number): Session[] {
  const touches = (one: Session) => one.weekday === weekday && minutesOf(one.from) <= to && minutesOf(one.to) >= from
  const touched = sorted(week.filter(touches))
  const start = Math.min(from, ...touched.map(one => minutesOf(one.from)))
  const end = Math.max(to, ...touched.map(one => minutesOf(one.to)))
  const merged: Session = { ...touched[0], weekday, from: timeOf(start), to: timeOf(end) }
  return sorted([...week.filter(one => !touches(one)), merged])
}

/** Rub a stretch of a day out: sessions are shortened, split or gone. */
export function withoutStretch(week: Session[], weekday: number, from: number, to: number): Session[] {
  return sorted(
    week.flatMap(one => {
      const [start, end] = [minutesOf(one.from), minutesOf(one.to)]
      if (one.weekday !== weekday || end <= from || start >= to) return [one]
      const parts: Session[] = []
      if (start < from) parts.push({ ...one, to: timeOf(from) })
      if (end > to) parts.push({ ...one, from: timeOf(to) })
      return parts
    }),
  )
}

/** One day's sessions on other days, instead of what was there. */
export function withDayCopied(week: Session[], from: number, to: number[]): Session[] {
  const source = week.filter(one => one.weekday === from)
  const others = week.filter(one => !to.includes(one.weekday))
  return sorted([...others, ...to.flatMap(weekday => source.map(one => ({ ...one, weekday })))])
}

/** Whether two sessions of a day overlap, or one ends before it begins: the weekday, else null. */
export function problemOf(week: Session[]): { weekday: number; kind: 'overlap' | 'order' } | null {
  const inOrder = sorted(week)
  for (const [i, one] of inOrder.entries()) {
    if (one.from >= one.to) return { weekday: one.weekday, kind: 'order' }
    const next = inOrder[i + 1]
    if (next && next.weekday === one.weekday && next.from < one.to) return { weekday: one.weekday, kind: 'overlap' }
  }
  return null
}

/** A stretch in which nobody is there, in minutes of one day. */
export interface Gap {
  from: number
  to: number
}

/** Bookable times of one day: every slot of a session that no gap touches. */
export function slotsIn(sessions: Session[], gaps: Gap[], usualSlot: number): number {
  return sessions.reduce((sum, session) => {
    const step = session.slotMinutes ?? usualSlot
    let count = 0
    for (let at = minutesOf(session.from); at + step <= minutesOf(session.to); at += step) {
      if (gaps.every(gap => gap.to <= at || gap.from >= at + step)) count += 1
    }
    return sum + count
  }, 0)
}

export function weekOf(availability: Availability | undefined): Session[] {
  return sorted(availability?.weekly ?? [])
}

/** The week that holds on a date: the latest that has begun and not ended. */
export function availabilityOn(all: Availability[], date: string): Availability | undefined {
  return [...all]
    .filter(one => one.validFrom <= date && (one.validTo === undefined || one.validTo >= date))
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0]
}
