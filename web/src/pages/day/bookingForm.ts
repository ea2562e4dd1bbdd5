import type { BookAppointmentBody } from '../../api/desk.ts'
import type { FoundPatient } from '../../api/patients.ts'
import { t } from '../../i18n/day.ts'
import { clock, dateOf, instantOf } from '../../i18n/time.ts'
import type { FieldError } from '../../parts/ErrorSummary.tsx'

/** The booking form's state, as typed; a draft of it survives reload and sign-out. */
export interface BookingForm {
  patient: FoundPatient | null
  visitTypeId: string
  staffId: string
  /** `2026-11-20`. */
  date: string
  /** `09:30`, or what was typed so far. */
  time: string
  minutes: number | ''
  /** Empty: the room of the doctor's session. */
  roomId: string
  mode: 'in_person' | 'video' | 'phone' | 'home'
  reason: string
  /** Other staff whose time it takes as well. */
  assistantIds: string[]
  /** Empty: once. */
  repeat: '' | 'week' | 'fortnight' | 'month'
  /** Of a series: how many visits. */
  count: number | ''
  /** Of a monthly series: what stays the same. */
  by: 'weekday' | 'date'
  overbook: boolean
  overbookReason: string
}

/** The choice of no room at all. */
export const noRoom = 'none'

export function emptyBooking(date: string): BookingForm {
  return {
    patient: null,
    visitTypeId: '',
    staffId: '',
    date,
    time: '',
    minutes: '',
    roomId: '',
    mode: 'in_person',
    reason: '',
    assistantIds: [],
    repeat: '',
    count: 6,
    by: 'weekday',
    overbook: false,
    overbookReason: '',
  }
}

export function timeOf(startsAt: string): Pick<BookingForm, 'date' | 'time'> {
  return { date: dateOf(startsAt), time: clock(startsAt) }
}

/** A time as people write it: 9, 930, 9:30, 09.30 → `09:30`; null where it is none. */
export function readTime(typed: string): string | null {
  const match = /^\s*(\d{1,2})(?:[:.\s]?(\d{2}))?\s*$/.exec(typed)
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null
}

/** Ids of the form's fields, for the summary of errors. */
export const fieldIds = {
  patient: 'booking-patient',
  staffId: 'booking-staff',
  date: 'booking-date',
  time: 'booking-time',
  minutes: 'booking-minutes',
  count: 'booking-count',
  overbookReason: 'booking-overbook-reason',
} as const
export type CheckedField = keyof typeof fieldIds

/** What is missing before it is worth asking the server. */
export function missingIn(form: BookingForm): Partial<Record<CheckedField, string>> {
  const { minutes, count } = form
  return {
    ...(form.patient ? {} : { patient: t('patientMissing') }),
    ...(form.staffId ? {} : { staffId: t('doctorMissing') }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(form.date) ? {} : { date: t('dateMissing') }),
    ...(readTime(form.time) ? {} : { time: t('timeMissing') }),
    ...(typeof minutes === 'number' && minutes >= 5 && minutes <= 480 ? {} : { minutes: t('minutesMissing') }),
    ...(form.repeat && !(typeof count === 'number' && count >= 2 && count <= 52) ? { count: t('countMissing') } : {}),
    ...(form.overbook && !form.overbookReason.trim() ? { overbookReason: t('overbookMissing') } : {}),
  }
}

export function errorLines(missing: Partial<Record<CheckedField, string>>): FieldError[] {
  return Object.entries(missing).map(([field, text]) => ({ field: fieldIds[field as CheckedField], text }))
}

export function startOf(form: BookingForm): string {
  return instantOf(`${form.date}T${readTime(form.time) ?? '00:00'}`)
}

/** The body of POST /api/appointments. Ask `missingIn` first. */
export function bodyOf(form: BookingForm): BookAppointmentBody {
  return {
    patientId: form.patient?.id ?? '',
    staffId: form.staffId,
    startsAt: startOf(form),
    minutes: Number(form.minutes),
    mode: form.mode,
    ...(form.visitTypeId ? { visitTypeId: form.visitTypeId } : {}),
    ...(form.roomId ? { roomId: form.roomId === noRoom ? null : form.roomId } : {}),
    ...(form.reason.trim() ? { reason: form.reason.trim() } : {}),
    ...(form.assistantIds.length > 0 ? { assistantIds: form.assistantIds } : {}),
    ...(form.overbook ? { overbook: { reason: form.overbookReason.trim() } } : {}),
  }
}
