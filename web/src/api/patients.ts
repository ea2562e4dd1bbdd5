import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { MatchCandidate, MatchPatient } from '../../../workers/patient/duplicates/contract.ts'
import type { ImportVerdicts } from '../../../workers/patient/import/contract.ts'
import type {
  ChangePatient,
  Patient,
  PatientCard,
  RegisterPatient,
} from '../../../workers/patient/patients/contract.ts'
import type { PatientListItem } from '../../../workers/patient/search/contract.ts'
import { api, call, idempotencyKey, ifMatch } from './api.ts'
import { queries } from './query-client.ts'

/** Patients over the API: the list, one person, registration, changes and import. */
export type { ImportVerdicts, MatchCandidate, Patient, PatientListItem }

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

/** A patient as a search finds it. */
export type FoundPatient = Pick<PatientCard, 'id' | 'name' | 'recordNumber' | 'birthDate' | 'sex'> & { phone?: string }

function foundPatientOf({
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
    queryFn: async () => (await call(api.patients.$get({ query: { q, limit: '8' } }))).items.map(foundPatientOf),
    staleTime: 5_000,
  })
}

/** One patient, slim, for a form that only has an id. */
export function patientCard(id: string) {
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

/** Patients who may be the same person as the one being typed. */
export function matchesOf(person: MatchPatient) {
  return queryOptions({
    queryKey: ['patients', 'match', person],
    queryFn: () => call(api.patients.match.$post({ json: person })),
    staleTime: 10_000,
  })
}

/** Cache the patient that the server returned, and invalidate the lists that show the patient. */
function cachePatient(patient: Patient): Patient {
  queries.setQueryData(['patient', patient.id], patient)
  void queries.invalidateQueries({ queryKey: ['patients'] })
  return patient
}

export async function register(input: RegisterPatient, key: string): Promise<Patient> {
  return cachePatient(await call(api.patients.$post({ json: input }, idempotencyKey(key))))
}

export async function changePatient(id: string, version: number, patch: ChangePatient): Promise<Patient> {
  return cachePatient(await call(api.patients[':id'].$patch({ param: { id }, json: patch }, ifMatch(version))))
}

/** Out of lists and search, or back; never deleted. */
export async function setArchived({ id, version }: Patient, archived: boolean): Promise<Patient> {
  const { archive, restore } = api.patients[':id']
  return cachePatient(await call((archived ? archive : restore).$post({ param: { id } }, ifMatch(version))))
}

/** A merge or a split moves visits and records between two patients: invalidate everything read of either. */
async function cacheRelinked(patient: Patient): Promise<Patient> {
  cachePatient(patient)
  await Promise.all(
    ['patient', 'chart', 'visits', 'access-of', 'members', 'relations'].map(key =>
      queries.invalidateQueries({ queryKey: [key] }),
    ),
  )
  return patient
}

/** Merge a duplicate into the patient who is kept. */
export async function mergeInto({ id, version }: Patient, intoId: string): Promise<Patient> {
  return cacheRelinked(
    await call(api.patients[':id'].merge.$post({ param: { id }, json: { intoId } }, ifMatch(version))),
  )
}

/** Split a merged patient off again. */
export async function splitOff({ id, version }: Patient): Promise<Patient> {
  return cacheRelinked(await call(api.patients[':id'].unmerge.$post({ param: { id } }, ifMatch(version))))
}

/** Mark the identity of a patient as checked by the clinic; with a document it counts as proved where records are merged. */
export async function verifyPatient(
  { id, version }: Patient,
  document?: NonNullable<Patient['verifiedWith']>,
): Promise<Patient> {
  const json = document ? { document } : {}
  const verified = await call(api.patients[':id'].verify.$post({ param: { id }, json }, ifMatch(version)))
  // What a merge would do to each account follows from it.
  void queries.invalidateQueries({ queryKey: ['relations'] })
  return cachePatient(verified)
}

/** One batch of at most 200 rows. Repeating a batch adds nobody twice. */
export function importBatch(batch: { importId: string; source: string; rows: unknown[] }): Promise<ImportVerdicts> {
  return call(api.patients.import.$post({ json: batch }))
}
