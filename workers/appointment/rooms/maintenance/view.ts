import { iso } from '#shared/time'
import type { Maintenance } from './contract.ts'
import type { MaintenanceRow } from './schema.ts'

export function toMaintenance(row: MaintenanceRow): Maintenance {
  return {
    id: row.id,
    roomId: row.roomId,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    reason: row.reason,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
