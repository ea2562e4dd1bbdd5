import { type Failure, fail } from '#shared/result'
import type { LinkedPerson } from '../../patient/duplicates/contract.ts'

/** Why no visit may be booked for this patient. */
export function refusedPatient(
  patient: Pick<LinkedPerson, 'deceased' | 'archived'> | undefined,
): Failure<'patient_not_found' | 'patient_deceased' | 'patient_archived'> | undefined {
  if (!patient) return fail('patient_not_found')
  if (patient.deceased) return fail('patient_deceased')
  if (patient.archived) return fail('patient_archived')
  return undefined
}
