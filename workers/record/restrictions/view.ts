import { iso } from '#shared/time'
import type { RecordAccess, Restriction } from './contract.ts'
import type { RecordAccessRow, RestrictionRow } from './schema.ts'

export function toRestriction(row: RestrictionRow, { withBlocked }: { withBlocked: boolean }): Restriction {
  return {
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    patientId: row.patientId,
    reason: row.reason,
    ...(withBlocked ? { blocked: row.blocked } : {}),
    restrictedBy: { id: row.recordedById, name: row.recordedByName, role: row.recordedByRole },
  }
}

export function toRecordAccess({ id, patientId, reason, createdAt, until }: RecordAccessRow): RecordAccess {
  return { id, patientId, reason, openedAt: iso(createdAt), until: iso(until) }
}
