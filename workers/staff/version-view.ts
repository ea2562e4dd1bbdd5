import { iso } from '#shared/time'

export function stamps(row: { version: number; createdAt: number; updatedAt: number }) {
  return { version: row.version, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }
}
