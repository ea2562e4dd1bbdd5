import type { BoardRow, Hours } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { minutesBetween } from '../../i18n/time.ts'

/** Rules of the day screen about visits: who waits, who is late, which columns there are. Pure; `now` in Unix milliseconds. */

export const endedEarly = new Set<BoardRow['status']>(['cancelled', 'no_show'])

/** Whether the time of a visit can still be changed. */
export function movable(visit: BoardRow): boolean {
  return visit.status === 'booked' || visit.status === 'confirmed'
}

/** In the order in which they are called: urgent first, then by queue number. */
export function waitingVisits(visits: readonly BoardRow[]): BoardRow[] {
  return visits
    .filter(visit => visit.status === 'arrived')
    .sort(
      (a, b) =>
        Number(b.urgent) - Number(a.urgent) ||
        (a.queueNumber ?? 0) - (b.queueNumber ?? 0) ||
        (a.arrivedAt ?? a.startsAt).localeCompare(b.arrivedAt ?? b.startsAt),
    )
}

/** Minutes after its start from which a visit counts as late. */
const lateAfterMinutes = 5

export function lateVisits(visits: readonly BoardRow[], now: number): BoardRow[] {
  return visits
    .filter(visit => movable(visit) && minutesBetween(visit.startsAt, now) >= lateAfterMinutes)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
}

export function visitsInProgress(visits: readonly BoardRow[]): BoardRow[] {
  return visits
    .filter(visit => visit.status === 'in_progress')
    .sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? ''))
}

export interface Doctor {
  id: string
  name: string
  /** Whether there are hours or visits on this day; others have no column unless chosen. */
  onDuty: boolean
}

/** Who may have a column: all who take visits, and whoever has a visit on the board though they no longer do. */
export function doctorsOf(hours: Hours | undefined, visits: readonly BoardRow[]): Doctor[] {
  const doctors = new Map<string, Doctor>()
  for (const one of hours?.items ?? []) {
    const onDuty = one.open.length > 0 || one.absences.length > 0
    doctors.set(one.staffId, { id: one.staffId, name: one.name, onDuty })
  }
  for (const { staff, status } of visits) {
    if (!staff || endedEarly.has(status)) continue
    const listed = doctors.get(staff.id)
    doctors.set(staff.id, { id: staff.id, name: listed?.name ?? staff.name, onDuty: true })
  }
  return [...doctors.values()]
}

export function patientName(visit: Pick<BoardRow, 'patient'>): string {
  return visit.patient.unavailable ? t('partMissing') : visit.patient.name
}
