import { t } from '../../i18n/settings.ts'
import { addDays, clock, dateOf, instantOf, longDate } from '../../i18n/time.ts'

/** A closure as its form holds it: whole days, or on one day a part of it. */
export interface ClosureDraft {
  firstDay: string
  /** Empty: only the first day. */
  lastDay: string
  partOfDay: boolean
  from: string
  to: string
  reason: string
}

export const blankClosure: ClosureDraft = {
  firstDay: '',
  lastDay: '',
  partOfDay: false,
  from: '',
  to: '',
  reason: '',
}

/** `8:30`, `08.30` and `0830` as `08:30`; null for what is no time. */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})[:.]?(\d{2})$/.exec(typed.trim())
  const [hours, minutes] = [Number(match?.[1] ?? 99), Number(match?.[2] ?? 99)]
  const fits = minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0))
  return fits ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null
}

/** The instants of the closure: from the first day's midnight to the midnight after the last, or between two times of one day. */
export function instantsOf({ firstDay, lastDay, partOfDay, from, to }: ClosureDraft) {
  if (!partOfDay) return { startsAt: instantOf(firstDay), endsAt: instantOf(addDays(lastDay || firstDay, 1)) }
  const end = readTime(to) ?? ''
  return {
    startsAt: instantOf(`${firstDay}T${readTime(from)}`),
    endsAt: end === '24:00' ? instantOf(addDays(firstDay, 1)) : instantOf(`${firstDay}T${end}`),
  }
}

/** `Friday, 25 December 2026, all day`, `… 13:00 to 15:00`, or from one day to another. */
export function closureText({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  const first = dateOf(startsAt)
  const wholeDays = clock(startsAt) === '00:00' && clock(endsAt) === '00:00'
  const last = wholeDays ? addDays(dateOf(endsAt), -1) : dateOf(endsAt)
  if (wholeDays) {
    return first === last
      ? `${longDate(first)}, ${t('wholeDay')}`
      : t('to', { from: longDate(first), to: longDate(last) })
  }
  if (first === last) return `${longDate(first)}, ${t('to', { from: clock(startsAt), to: clock(endsAt) })}`
  return t('to', { from: `${longDate(first)} ${clock(startsAt)}`, to: `${longDate(last)} ${clock(endsAt)}` })
}
