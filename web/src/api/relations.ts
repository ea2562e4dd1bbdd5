import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Relation } from '../../../gateway/identity/relations/contract.ts'
import { api, call, ifMatch } from './api.ts'
import type { Patient } from './patients.ts'
import { queries } from './query-client.ts'

/** Who stands for a patient, and what waits for approval. */
export type { Relation }

/** Who may see this patient, and who may not any more. */
export function relationsOf(patientId: string) {
  return queryOptions({
    queryKey: ['relations', 'of', patientId],
    queryFn: async () => (await call(api.patients[':id'].relations.$get({ param: { id: patientId } }))).items,
  })
}

/** What waits for approval, the latest first. */
export const pendingRelations = infiniteQueryOptions({
  queryKey: ['relations', 'pending'],
  queryFn: ({ pageParam }) =>
    call(
      api.relations.$get({
        query: { status: 'pending', limit: '40', ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: page => page.nextCursor,
})

/** Which accounts a merge would touch, without merging. */
export function mergePreview({ id }: Patient, intoId: string) {
  return queryOptions({
    queryKey: ['relations', 'merge', id, intoId],
    queryFn: async () =>
      (await call(api.patients[':id'].merge.preview.$post({ param: { id }, json: { intoId } }))).relations,
    staleTime: 0,
  })
}

async function thenRead<T>(request: Promise<T>): Promise<T> {
  try {
    return await request
  } finally {
    for (const key of ['relations', 'members']) void queries.invalidateQueries({ queryKey: [key] })
  }
}

export function approveRelation({ id, version }: Relation): Promise<Relation> {
  return thenRead(call(api.relations[':id'].approve.$post({ param: { id }, json: {} }, ifMatch(version))))
}

export function endRelation({ id, version }: Relation): Promise<Relation> {
  return thenRead(call(api.relations[':id'].end.$post({ param: { id }, json: {} }, ifMatch(version))))
}
