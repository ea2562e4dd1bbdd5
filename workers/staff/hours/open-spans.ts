import { addDays, atLocalTime, localDate, startOfDay, weekday } from '#shared/time'
import type { Availability } from './availability/contract.ts'
import type { Span } from './times-off.ts'

/** A calendar day of the clinic, Unix milliseconds. 23 or 25 hours long where the clock changes. */
export interface Day {
  date: string
  weekday: number
  startsAt: number
  endsAt: number
}

/** The week in force from a date to a date, both inclusive; open-ended without `validTo`. */
export type Week = Pick<Availability, 'validFrom' | 'validTo' | 'weekly'>

export interface OpenSpan extends Span {
  /** When the session begins that day, before anything was taken out of it. */
  sessionStartsAt: number
  roomId?: string
  slotMinutes?: number
}

/** The clinic's days that touch `from`–`to`. Made once for all staff: the zone is the costly part. */
export function daysOf(from: number, to: number, zone: string): Day[] {
  const days: Day[] = []
  let date = localDate(from, zone)
  let startsAt = startOfDay(date, zone)
  while (startsAt < to) {
    const next = addDays(date, 1)
    const endsAt = startOfDay(next, zone)
    days.push({ date, weekday: weekday(date), startsAt, endsAt })
    date = next
    startsAt = endsAt
  }
  return days
}

/** The week in force on a date: among those that hold, the one that began last. */
export function weekOn(weeks: readonly Week[], date: string): Week | undefined {
  let best: Week | undefined
  for (const week of weeks) {
    const holds = week.validFrom <= date && (week.validTo === undefined || week.validTo >= date)
    if (holds && (best === undefined || week.validFrom > best.validFrom)) best = week
  }
  return best
}

/** Minutes from midnight as the clock shows them, on a day of ordinary length simply added. */
function instantOf(day: Day, time: string, zone: string): number {
  if (day.endsAt - day.startsAt !== 86_400_000) return atLocalTime(day.date, time, zone)
  return day.startsAt + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
}

/** The sessions of these days as instants, in order. A session until 24:00 and the alike one from 00:00 after it are one
 * night, up to 24 hours: longer, and where it begins would depend on where one starts to look. */
export function sessionsOf(weeks: readonly Week[], days: readonly Day[], zone: string): OpenSpan[] {
  const spans: OpenSpan[] = []
  for (const day of days) {
    const week = weekOn(weeks, day.date)
    if (!week) continue
    const today = week.weekly.filter(session => session.weekday === day.weekday)
    today.sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const { from, to, roomId, slotMinutes } of today) {
      const startsAt = instantOf(day, from, zone)
      const endsAt = instantOf(day, to, zone)
      if (endsAt <= startsAt) continue
      const before = spans.at(-1)
      const throughMidnight =
        before?.endsAt === startsAt &&
        startsAt === day.startsAt &&
        endsAt - before.startsAt <= 86_400_000 &&
        before.roomId === roomId &&
        before.slotMinutes === slotMinutes
      if (before && throughMidnight) before.endsAt = endsAt
      else spans.push({ startsAt, endsAt, sessionStartsAt: startsAt, roomId, slotMinutes })
    }
  }
  return spans
}

/**
 * Everything that is open on these days, in order and apart: the weekly sessions, and of each extra opening what lies outside of them. Its
 * offered times count from where it begins.
 */
export function openOn(weeks: readonly Week[], days: readonly Day[], extra: readonly Span[], zone: string): OpenSpan[] {
  const open = sessionsOf(weeks, days, zone)
  for (const { startsAt, endsAt } of extra) {
    open.push(...subtract([{ startsAt, endsAt, sessionStartsAt: startsAt }], open, { startsAt, endsAt }))
  }
  return extra.length === 0 ? open : open.sort((a, b) => a.startsAt - b.startsAt)
}

/** What is left of open spans once the times off are taken out and everything outside `within` is cut away. */
export function subtract(open: readonly OpenSpan[], off: readonly Span[], within: Span): OpenSpan[] {
  const taken = off.toSorted((a, b) => a.startsAt - b.startsAt)
  const left: OpenSpan[] = []
  for (const span of open) {
    const end = Math.min(span.endsAt, within.endsAt)
    let from = Math.max(span.startsAt, within.startsAt)
    for (const { startsAt, endsAt } of taken) {
      if (startsAt >= end) break
      if (endsAt <= from) continue
      if (startsAt > from) left.push({ ...span, startsAt: from, endsAt: startsAt })
      from = endsAt
    }
    if (from < end) left.push({ ...span, startsAt: from, endsAt: end })
  }
  return left
}
