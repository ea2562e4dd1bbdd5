import { toPage } from '#shared/input/cursor'
import type { Page } from '#shared/result'
import { iso } from '#shared/time'
import type { EntryRow } from './chain/entry.ts'
import type { AccessEntry, PatientAccess } from './contract.ts'

/** Lists are JSON that the log itself wrote. */
const list = <T>(json: string) => JSON.parse(json) as T[]

export function toEntry(row: EntryRow): AccessEntry {
  const actsFor = list<string>(row.acts_for)
  return {
    sequence: row.sequence,
    at: iso(row.at),
    requestId: row.request_id,
    account: { id: row.account_id, name: row.account_name },
    roles: list(row.roles),
    ...(actsFor.length > 0 ? { for: actsFor } : {}),
    action: row.action,
    ...(row.object_id ? { object: row.object_id } : {}),
    patientIds: list(row.patient_ids),
    ...(row.unnamed > 0 ? { unnamed: row.unnamed } : {}),
    ...(row.times > 1 ? { times: row.times } : {}),
    ...(row.under === '[]' ? {} : { under: list<string>(row.under) }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    outcome: row.outcome,
  }
}

/** What one patient sees of an entry, under whichever ids: the other patients it names are left out. */
export function toPatientAccess(row: EntryRow, ids: readonly string[]): PatientAccess {
  return {
    sequence: row.sequence,
    at: iso(row.at),
    by: { id: row.account_id, name: row.account_name },
    roles: list(row.roles),
    ...(list<string>(row.acts_for).some(id => ids.includes(id)) ? { for: true as const } : {}),
    action: row.action,
    ...(row.times > 1 ? { times: row.times } : {}),
    ...(row.under === '[]' ? {} : { withReason: true as const }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    outcome: row.outcome,
  }
}

export function toEntryPage<T>(rows: EntryRow[], limit: number, view: (row: EntryRow) => T): Page<T> {
  return toPage(rows, limit, row => [row.at, row.sequence], view)
}
