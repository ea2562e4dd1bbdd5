import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ChangePatient,
  ImportVerdicts,
  MatchPatient,
  Patient,
  PatientListItem,
  RegisterPatient,
} from '../../../workers/patient/contract.ts'
import { api, call, ifMatch, once } from './api.ts'
import { queries } from './query.ts'

/** Patients over the API: the list, one person, registration, changes and import. */
export type { ImportVerdicts, Patient, PatientListItem }

/** The list as one scrolls: pages of 40. `q` is the one search box. */
export function patientList(q: string, archived: boolean) {
  return infiniteQueryOptions({
    queryKey: ['patients', 'list', q, archived],
    queryFn: ({ pageParam }) => {
      const query = { limit: '40', archived: archived ? 'true' : 'false', ...(q ? { q } : {}) } as const
      return call(api.patients.$get({ query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }))
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    staleTime: 5_000,
  })
}

export function patientOf(id: string) {
  return queryOptions({
    queryKey: ['patient', id],
    queryFn: () => call(api.patients[':id'].$get({ param: { id } })),
  })
}

/** Who may be the same person as what is typed so far. */
export function matchesOf(person: MatchPatient) {
  return queryOptions({
    queryKey: ['patients', 'match', person],
    queryFn: () => call(api.patients.match.$post({ json: person })),
    staleTime: 10_000,
  })
}

/** Keep what the server answered, and ask again for the lists that it shows in. */
function taken(patient: Patient): Patient {
  queries.setQueryData(['patient', patient.id], patient)
  void queries.invalidateQueries({ queryKey: ['patients'] })
  return patient
}

export async function register(input: RegisterPatient, key: string): Promise<Patient> {
  return taken(await call(api.patients.$post({ json: input }, once(key))))
}

export async function changePatient(id: string, version: number, patch: ChangePatient): Promise<Patient> {
  return taken(await call(api.patients[':id'].$patch({ param: { id }, json: patch }, ifMatch(version))))
}

/** Out of lists and search, or back; never deleted. */
export async function setArchived({ id, version }: Patient, archived: boolean): Promise<Patient> {
  const { archive, restore } = api.patients[':id']
  return taken(await call((archived ? archive : restore).$post({ param: { id } }, ifMatch(version))))
}

/** One batch of at most 200 rows. Repeating a batch adds nobody twice. */
export function importBatch(batch: { importId: string; source: string; rows: unknown[] }): Promise<ImportVerdicts> {
  return call(api.patients.import.$post({ json: batch }))
}
