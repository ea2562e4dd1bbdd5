import { stamps } from '../../version-view.ts'
import type { Availability } from './contract.ts'
import type { AvailabilityRow } from './schema.ts'

export function toAvailability(row: AvailabilityRow): Availability {
  return {
    staffId: row.staffId,
    validFrom: row.validFrom,
    validTo: row.validTo ?? undefined,
    weekly: row.weekly,
    ...stamps(row),
  }
}
