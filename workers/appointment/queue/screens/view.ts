import { iso } from '#shared/time'
import type { Screen } from './contract.ts'
import type { QueueScreenRow } from './schema.ts'

export function toScreen(row: QueueScreenRow): Screen {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
