import { queryOptions } from '@tanstack/react-query'
import type { RecordAccess, RecordState, Restriction } from '../../../workers/record/restrictions/contract.ts'
import { api, call, idempotencyKey, ifMatch } from './api.ts'
import { queries } from './query-client.ts'

/** Restricted records over the API, and opening one with a reason. */
export type { RecordState }

/** How a record stands for who asks: whether it asks for a reason, and who restricted it and why. */
export function recordStateOf(patientId: string) {
  return queryOptions({
    queryKey: ['restriction', patientId],
    queryFn: () => call(api.patients[':id'].restriction.$get({ param: { id: patientId } })),
  })
}

/** Who reads records at the clinic: among them whoever restricts one chooses whom it shuts out. */
export const cliniciansQuery = queryOptions({
  queryKey: ['members', 'clinicians'],
  queryFn: async () => (await call(api.members.clinicians.$get())).items,
})

async function thenRead<T>(patientId: string, request: Promise<T>): Promise<T> {
  try {
    return await request
  } finally {
    void queries.invalidateQueries({ queryKey: ['restriction', patientId] })
    for (const key of ['chart', 'encounter', 'encounters']) void queries.invalidateQueries({ queryKey: [key] })
  }
}

export function openRecord(patientId: string, reason: string, key: string): Promise<RecordAccess> {
  const { access } = api.patients[':id']
  return thenRead(patientId, call(access.$post({ param: { id: patientId }, json: { reason } }, idempotencyKey(key))))
}

/** @param seen the restriction that is changed, where there is one. */
export function restrictRecord(
  patientId: string,
  input: { reason: string; blocked: string[] },
  seen: Restriction | undefined,
): Promise<Restriction> {
  const { restriction } = api.patients[':id']
  const headers = seen ? ifMatch(seen.version) : undefined
  return thenRead(patientId, call(restriction.$put({ param: { id: patientId }, json: input }, headers)))
}

export async function liftRestriction(patientId: string, { version }: Restriction): Promise<void> {
  const { restriction } = api.patients[':id']
  await thenRead(patientId, call(restriction.$delete({ param: { id: patientId }, json: {} }, ifMatch(version))))
}
