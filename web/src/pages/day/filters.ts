import type { BoardRow } from '../../api/desk.ts'
import type { Filters } from './scheduleUrl.ts'
import { endedEarly } from './visitRules.ts'

/** Whether a visit is shown. A walk-in that nobody has taken yet stays, whichever doctors are chosen. */
export function passesFilters(visit: BoardRow, filters: Filters): boolean {
  const { staff, room, status, type, kind } = filters
  if (status.length > 0 ? !status.includes(visit.status) : endedEarly.has(visit.status) && !filters.withCancelled)
    return false
  if (staff.length > 0 && visit.staff && !staff.includes(visit.staff.id)) return false
  if (room.length > 0 && !(visit.room && room.includes(visit.room.id))) return false
  if (type.length > 0 && !(visit.visitType && type.includes(visit.visitType.id))) return false
  return kind === null || visit.kind === kind
}

/** How many kinds of filter are set. */
export function countOf({ staff, room, status, type, kind, withCancelled }: Filters): number {
  return [staff.length, room.length, status.length, type.length, kind, withCancelled].filter(Boolean).length
}

export const noFilters: Filters = { staff: [], room: [], status: [], type: [], kind: null, withCancelled: false }
