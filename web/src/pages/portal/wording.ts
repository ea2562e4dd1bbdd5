import type { AppointmentItem, Clinic } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { clock, dateOf, longDate, minutesBetween, today } from '../../i18n/time.ts'

const hour = 60
const day = 24 * hour

/** `Today`, `Tomorrow`, or `Monday, 23 November 2026`. */
export function dayText(at: string): string {
  const dayOffset = daysAway(at)
  return dayOffset === 0 ? t('today') : dayOffset === 1 ? t('tomorrow') : longDate(dateOf(at))
}

/** `Monday, 23 November 2026, 08:00`, as a sentence holds it. */
export function instantText(at: string): string {
  return t('at', { day: longDate(dateOf(at)), time: clock(at) })
}

function daysAway(at: string): number {
  return (Date.parse(`${dateOf(at)}T00:00Z`) - Date.parse(`${today()}T00:00Z`)) / 86_400_000
}

/** How far off: `in 3 days`, `in 2 hours`, `now`; nothing for tomorrow, which its day says, and for what has passed. */
export function timeUntil(at: string): string {
  const days = daysAway(at)
  if (days >= 1) return days === 1 ? '' : t('inDays', { count: days })
  const minutes = minutesBetween(Date.now(), at)
  if (minutes < -30) return ''
  if (minutes <= 0) return t('now')
  return minutes >= hour ? t('inHours', { count: Math.round(minutes / hour) }) : t('inMinutes', { count: minutes })
}

/** `2 hours`, `45 minutes`, `2 days`. */
export function durationText(minutes: number): string {
  if (minutes >= day && minutes % day === 0) return t('daysLong', { count: minutes / day })
  return minutes >= hour && minutes % hour === 0
    ? t('hoursLong', { count: minutes / hour })
    : t('minutesLong', { count: minutes })
}

/** The address of the clinic on one line; empty where it gives none. */
export function addressLine({ address }: Clinic): string {
  const { line = [], village, district, city, state, postalCode } = address ?? {}
  return [...line, village, district, city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')
}

/** What stands for the visit at the desk: the end of its id, easy to say. */
export function checkInCode({ id }: Pick<AppointmentItem, 'id'>): string {
  return id.slice(-6).toUpperCase()
}

/** Whether the clinic's policy still lets the patient change this visit online. */
export function changeableOnline(visit: Pick<AppointmentItem, 'status' | 'startsAt'>, { policies }: Clinic): boolean {
  const noticeLeft = visit.status === 'booked' || visit.status === 'confirmed'
  return (
    noticeLeft && policies.selfBooking && Date.parse(visit.startsAt) - Date.now() >= policies.selfBookingNotice * 60_000
  )
}
