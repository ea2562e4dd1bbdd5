import type { BoardRow, Hours } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { minutesBetween } from '../../i18n/time.ts'

/** Rules of the day screen about visits: who waits, who is late, which columns there are. Pure; `now` in Unix milliseconds. */

export const gone = new Set<BoardRow['status']>(['cancelled', 'no_show'])

/** Whether the time of a visit can still be changed. */
export function movable(visit: BoardRow): boolean {
  return visit.status === 'booked' || visit.status === 'confirmed'
}

/** In the order in which they are called: urgent first, then by queue number. */
export function waiting(visits: readonly BoardRow[]): BoardRow[] {
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
const grace = 5

export function late(visits: readonly BoardRow[], now: number): BoardRow[] {
  return visits
    .filter(visit => movable(visit) && minutesBetween(visit.startsAt, now) >= grace)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
}

export function withDoctor(visits: readonly BoardRow[]): BoardRow[] {
  return visits
    .filter(visit => visit.status === 'in_progress')
    .sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? ''))
}

export interface Doctor {
  id: string
  name: string
  /** Whether there are hours or visits on this day; others have no column unless chosen. */
  here: boolean
}

/** Who may have a column: all who take visits, and whoever has a visit on the board though they no longer do. */
export function doctorsOf(hours: Hours | undefined, visits: readonly BoardRow[]): Doctor[] {
  const found = new Map<string, Doctor>()
  for (const one of hours?.items ?? []) {
    const here = one.open.length > 0 || one.absences.length > 0
    found.set(one.staffId, { id: one.staffId, name: one.name, here })
  }
  for (const { staff, status } of visits) {
    if (!staff || gone.has(status)) continue
    const known = found.get(staff.id)
    found.set(staff.id, { id: staff.id, name: known?.name ?? staff.name, here: true })
  }
  return [...found.values()]
}

export function patientName(visit: Pick<BoardRow, 'patient'>): string {
  return visit.patient.unavailable ? t('partMissing') : visit.patient.name
}
