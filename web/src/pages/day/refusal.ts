import { asProblem, type Problem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { staffList } from '../../api/staff.ts'
import { t as words } from '../../i18n/booking.ts'
import { t } from '../../i18n/day.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock, dateOf, shortDay } from '../../i18n/time.ts'

/** A time of day, with its day where that is another than `date`. */
function when(at: string, date: string): string {
  return dateOf(at) === date ? clock(at) : `${shortDay(at)} ${clock(at)}`
}

export interface Refusal {
  problem: Problem
  /** Why, in one sentence for people. */
  why: string
  /** The instant that would do instead, where the server knows one. */
  nextFree?: string
  /** Whether booking all the same, with a reason, lifts it. */
  overbookable: boolean
}

const liftable = new Set([
  'staff_busy',
  'room_busy',
  'patient_busy',
  'outside_hours',
  'in_the_past',
  'slot_held',
  'daily_limit',
])

/** Who is busy where it is not the doctor. */
function assistantOf(id: string | undefined): string | undefined {
  if (id === undefined) return undefined
  const staff = queries.getQueryData(staffList(false).queryKey)
  return staff?.items.find(one => one.id === id)?.name ?? words('anAssistant')
}

/** What a refused booking or move says, and the way out. `date` is the day the person works on. */
export function refusalOf(error: unknown, staffName: string, date: string): Refusal {
  const problem = asProblem(error)
  const staffBusy = problem.details('staff_busy')
  const outside = problem.details('outside_hours')
  const room = problem.details('room_busy')
  const held = problem.details('slot_held')
  const limit = problem.details('daily_limit')
  const patient = problem.details('patient_busy')
  const nextFree = staffBusy?.nextFree ?? outside?.nextFree
  const refusal = { problem, overbookable: liftable.has(problem.code), ...(nextFree ? { nextFree } : {}) }
  if (staffBusy) {
    const said = { staff: assistantOf(staffBusy.assistantId) ?? staffName, until: when(staffBusy.until, date) }
    return {
      ...refusal,
      why: nextFree ? t('isBusyNext', { ...said, next: when(nextFree, date) }) : t('isBusyUntil', said),
    }
  }
  if (outside?.nextFree) return { ...refusal, why: t('outsideNext', { next: when(outside.nextFree, date) }) }
  if (room) return { ...refusal, why: t('roomBusyUntil', { until: when(room.until, date) }) }
  if (held) return { ...refusal, why: words('heldByOther', { until: when(held.until, date) }) }
  if (limit) return { ...refusal, why: words('dailyLimit', limit) }
  if (patient) return { ...refusal, why: t('patientBusyUntil', { until: when(patient.until, date) }) }
  return { ...refusal, why: problemText(problem) }
}
