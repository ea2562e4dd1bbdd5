import { iso } from '#shared/time'
import { stamps } from '../version-view.ts'
import type { Absence } from './absences/contract.ts'
import type { AbsenceRow } from './absences/schema.ts'
import type { Opening } from './openings/contract.ts'
import type { OpeningRow } from './openings/schema.ts'

export function toTimeOff(row: AbsenceRow | OpeningRow): Absence & Opening {
  return {
    id: row.id,
    staffId: row.staffId,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    reason: row.reason ?? undefined,
    ...stamps(row),
  }
}
