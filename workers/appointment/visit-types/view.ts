import { iso } from '#shared/time'
import type { VisitType } from './contract.ts'
import type { VisitTypeRow } from './schema.ts'

export function toVisitType(row: VisitTypeRow): VisitType {
  return {
    id: row.id,
    name: row.name,
    minutes: row.minutes,
    bufferBefore: row.bufferBefore,
    bufferAfter: row.bufferAfter,
    productId: row.productId ?? undefined,
    selfBookable: row.selfBookable,
    active: row.active,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
