import { masked } from '../identifiers.ts'
import type { LineRow } from '../patients/schema.ts'
import { shared } from '../patients/view.ts'
import type { PatientListItem } from './contract.ts'

export function toListItem(row: LineRow): PatientListItem {
  return {
    ...shared(row),
    city: row.address?.city,
    identifiers: row.identifiers.map(({ type, value }) => ({ type, value: masked(value) })),
  }
}
