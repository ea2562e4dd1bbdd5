import { iso } from '#shared/time'

interface EntryRow {
  id: string
  version: number
  createdAt: number
  updatedAt: number
  recordedById: string
  recordedByName: string
  recordedByRole: string
}

/** What every entry of a chart carries. */
export function entry(row: EntryRow) {
  return {
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    recordedBy: { id: row.recordedById, name: row.recordedByName, role: row.recordedByRole },
    recordedAt: iso(row.createdAt),
  }
}
