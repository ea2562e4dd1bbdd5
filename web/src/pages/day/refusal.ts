import { asProblem, type Problem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { staffList } from '../../api/staff.ts'
import { t as words } from '../../i18n/booking.ts'
import { t } from '../../i18n/day.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock, dateOf, shortDay } from '../../i18n/time.ts'

/** A time of day, with its day where that is another than `date`. */
function timeText(at: string, date: string): string {
  return dateOf(at) === date ? clock(at) : `${shortDay(at)} ${clock(at)}`
}

export interface Refusal {
  problem: Problem
  /** The reason, as one sentence. */
  reason: string
  /** The next free instant, where the server names one. */
  nextFree?: string
  /** Whether overbooking with a reason is possible. */
  overbookable: boolean
}

const overbookableCodes = new Set([
  'staff_busy',
  'room_busy',
  'patient_busy',
  'outside_hours',
  'in_the_past',
  'slot_held',
  'daily_limit',
])

/** The name of the assistant who is busy; undefined where the doctor is. */
function assistantOf(id: string | undefined): string | undefined {
  if (id === undefined) return undefined
  const staff = queries.getQueryData(staffList(false).queryKey)
  return staff?.items.find(one => one.id === id)?.name ?? words('anAssistant')
}

/** The reason of a refused booking or move, and the alternative. `date` is the day on the screen. */
export function refusalOf(error: unknown, staffName: string, date: string): Refusal {
  const problem = asProblem(error)
  const staffBusy = problem.details('staff_busy')
  const outsideHours = problem.details('outside_hours')
  const room = problem.details('room_busy')
  const slotHeld = problem.details('slot_held')
  const dailyLimit = problem.details('daily_limit')
  const patient = problem.details('patient_busy')
  const nextFree = staffBusy?.nextFree ?? outsideHours?.nextFree
  const refusal = { problem, overbookable: overbookableCodes.has(problem.code), ...(nextFree ? { nextFree } : {}) }
  if (staffBusy) {
    const sentence = { staff: assistantOf(staffBusy.assistantId) ?? staffName, until: timeText(staffBusy.until, date) }
    return {
      ...refusal,
      reason: nextFree ? t('isBusyNext', { ...sentence, next: timeText(nextFree, date) }) : t('isBusyUntil', sentence),
    }
  }
  if (outsideHours?.nextFree)
    return { ...refusal, reason: t('outsideNext', { next: timeText(outsideHours.nextFree, date) }) }
  if (room) return { ...refusal, reason: t('roomBusyUntil', { until: timeText(room.until, date) }) }
  if (slotHeld) return { ...refusal, reason: words('heldByOther', { until: timeText(slotHeld.until, date) }) }
  if (dailyLimit) return { ...refusal, reason: words('dailyLimit', dailyLimit) }
  if (patient) return { ...refusal, reason: t('patientBusyUntil', { until: timeText(patient.until, date) }) }
  return { ...refusal, reason: problemText(problem) }
}
