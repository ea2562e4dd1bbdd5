import { queryOptions } from '@tanstack/react-query'
import type { Patient, PatientCard } from '../../../workers/patient/contract.ts'
import { api, call } from './api.ts'

/** A patient as a search finds it. */
export type FoundPatient = Pick<PatientCard, 'id' | 'name' | 'recordNumber' | 'birthDate' | 'sex'> & { phone?: string }

function toFound({
  id,
  name,
  recordNumber,
  birthDate,
  sex,
  phone,
}: Pick<Patient, 'id' | 'name' | 'recordNumber' | 'birthDate' | 'sex' | 'phone'>): FoundPatient {
  return { id, name: name.text, recordNumber, sex, ...(birthDate ? { birthDate } : {}), ...(phone ? { phone } : {}) }
}

/** The best matches for what was typed: name with typos, record number, phone, birth date. */
export function findPatients(q: string) {
  return queryOptions({
    queryKey: ['patients', 'find', q],
    queryFn: async () => (await call(api.patients.$get({ query: { q, limit: '8' } }))).items.map(toFound),
    staleTime: 5_000,
  })
}

/** One patient, slim, for a form that only has an id. */
export function patientOf(id: string) {
  return queryOptions({
    queryKey: ['patients', 'card', id],
    queryFn: async (): Promise<FoundPatient> => {
      const { name, recordNumber, birthDate, sex, phone } = await call(api.patients[':id'].$get({ param: { id } }))
      return {
        id,
        name: name.text,
        recordNumber,
        sex,
        ...(birthDate ? { birthDate } : {}),
        ...(phone ? { phone } : {}),
      }
    },
  })
}
