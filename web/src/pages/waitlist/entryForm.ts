import type { AddWaitlistEntry, WaitlistEntry } from '../../api/waitlist.ts'
import { addDays, weekdayName } from '../../i18n/time.ts'
import { t } from '../../i18n/waitlist.ts'
import { readTime } from '../day/bookingForm.ts'

/** A waitlist entry as typed. */
export interface EntryForm {
  /** `staff:<id>`, `specialty:<name>`, or empty for anyone. */
  whom: string
  /** 1 is Monday; none is any. */
  days: number[]
  from: string
  to: string
  urgency: WaitlistEntry['urgency']
  visitTypeId: string
  minutes: number | ''
  note: string
}

export const emptyEntry: EntryForm = {
  whom: '',
  days: [],
  from: '',
  to: '',
  urgency: 'routine',
  visitTypeId: '',
  minutes: '',
  note: '',
}

/** A Monday; only its weekday counts. */
const monday = '2026-01-05'
/** `Mon` for 1. */
export function weekdayShort(day: number): string {
  return weekdayName(addDays(monday, day - 1))
}

export type EntryProblem = 'visitType' | 'times'

/** The problem that keeps the form from being sent; null where there is none. */
export function problemOf(form: EntryForm): EntryProblem | null {
  if (!form.visitTypeId && !form.minutes) return 'visitType'
  const [from, to] = [form.from && readTime(form.from), form.to && readTime(form.to)]
  if (from === null || to === null || (from && to && from >= to)) return 'times'
  return null
}

/** The body of POST /api/waitlist. Ask `problemOf` first. */
export function entryOf(form: EntryForm, patientId: string): AddWaitlistEntry {
  const { whom, days, urgency, visitTypeId, minutes, note } = form
  const [kind, ...rest] = whom.split(':')
  const name = rest.join(':')
  const from = form.from && readTime(form.from)
  const to = form.to && readTime(form.to)
  return {
    patientId,
    ...(kind === 'staff' ? { staffId: name } : {}),
    ...(kind === 'specialty' ? { specialty: name } : {}),
    ...(days.length > 0 && days.length < 7 ? { days: [...days].sort() } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(urgency === 'routine' ? {} : { urgency }),
    ...(visitTypeId ? { visitTypeId } : { minutes: Number(minutes) }),
    ...(note.trim() ? { note: note.trim() } : {}),
  }
}

/** A waitlist entry on one line: `dr. Sari · Mon, Tue · 09:00–12:00 · Follow-up`. */
export function entryText(entry: WaitlistEntry): string {
  const { staff, specialty, days, from, to, visitType } = entry
  const hours =
    from && to ? t('between', { from, to }) : from ? t('notBefore', { from }) : to ? t('notAfter', { to }) : ''
  return [
    staff?.name ?? (specialty ? t('specialtyOf', { name: specialty }) : t('anyone')),
    days ? days.map(weekdayShort).join(', ') : t('allDays'),
    hours,
    visitType?.name,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The time until an offer expires, in words. */
export function timeLeft({ expiresAt }: { expiresAt: string }, now: number): string {
  const remaining = Date.parse(expiresAt) - now
  if (remaining <= 0) return t('over')
  return remaining < 60_000 ? t('lastMinute') : t('timeLeft', { minutes: Math.floor(remaining / 60_000) })
}
