import { iso } from '#shared/time'
import { entry } from '../entry-view.ts'
import type { Observation } from './contract.ts'
import type { ObservationRow } from './schema.ts'
import { outOfRange, vitalName } from './vitals.ts'

export function toObservation(row: ObservationRow): Observation {
  const { retractedReason, retractedAt, retractedById, retractedByName, retractedByRole } = row
  return {
    ...entry(row),
    patientId: row.patientId,
    encounterId: row.encounterId ?? undefined,
    category: row.category,
    code: row.code,
    name: vitalName(row.code),
    observedAt: iso(row.observedAt),
    value: row.value ?? undefined,
    unit: row.unit ?? undefined,
    valueText: row.valueText ?? undefined,
    valueCode: row.valueCode ?? undefined,
    components: row.components?.map(part => ({ ...part, name: vitalName(part.code) })),
    interpretation: row.interpretation ?? undefined,
    referenceRange: row.referenceRange ?? undefined,
    outOfRange: outOfRange(row),
    status: row.status,
    retracted:
      retractedReason !== null && retractedAt !== null
        ? {
            reason: retractedReason,
            at: iso(retractedAt),
            by: { id: retractedById ?? '', name: retractedByName ?? '', role: retractedByRole ?? '' },
          }
        : undefined,
  }
}
