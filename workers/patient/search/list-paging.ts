import { fail, type Page, type Result } from '#shared/result'
import type { PatientListItem } from './contract.ts'

/** What every list of patients answers. */
export type PatientList = Promise<Result<Page<PatientListItem>, 'invalid_request'>>

/** The cursor belongs to another list, or to none. */
export function wrongCursor() {
  return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
}
