import { queryOptions } from '@tanstack/react-query'
import type { Absence, AddAbsence } from '../../../workers/staff/hours/absences/contract.ts'
import type { Availability, SetAvailability } from '../../../workers/staff/hours/availability/contract.ts'
import type { AddOpening, Opening } from '../../../workers/staff/hours/openings/contract.ts'
import type { AddStaff, ChangeStaff, StaffMember } from '../../../workers/staff/profiles/contract.ts'
import { api, call, idempotencyKey, ifMatch } from './api.ts'
import { queries } from './query-client.ts'

/** The clinic, its staff and their hours over the API. */
export type { Absence, Availability, Opening, StaffMember }

export const clinicQuery = queryOptions({ queryKey: ['clinic'], queryFn: () => call(api.clinic.$get()) })

export function staffList(archived: boolean) {
  return queryOptions({
    queryKey: ['staff', 'list', archived],
    queryFn: () => call(api.staff.$get({ query: { limit: '100', archived: archived ? 'true' : 'false' } })),
  })
}

export function memberOf(id: string) {
  return queryOptions({ queryKey: ['staff', id], queryFn: () => call(api.staff[':id'].$get({ param: { id } })) })
}

export function availabilityOf(id: string) {
  return queryOptions({
    queryKey: ['staff', id, 'availability'],
    queryFn: () => call(api.staff[':id'].availability.$get({ param: { id }, query: { limit: '100' } })),
  })
}

export function absencesOf(id: string, from: string) {
  return queryOptions({
    queryKey: ['staff', id, 'absences', from],
    queryFn: () => call(api.staff[':id'].absences.$get({ param: { id }, query: { limit: '100', from } })),
  })
}

export function openingsOf(id: string, from: string) {
  return queryOptions({
    queryKey: ['staff', id, 'openings', from],
    queryFn: () => call(api.staff[':id'].openings.$get({ param: { id }, query: { limit: '100', from } })),
  })
}

export function closuresSince(from: string) {
  return queryOptions({
    queryKey: ['closures', from],
    queryFn: () => call(api.clinic.closures.$get({ query: { limit: '100', from } })),
  })
}

/** Invalidate every query that shows staff or their hours. */
function invalidateStaff(id?: string): void {
  void queries.invalidateQueries({ queryKey: id ? ['staff', id] : ['staff'] })
  for (const queryKey of [['staff', 'list'], ['hours'], ['slots'], ['closures'], ['board']])
    void queries.invalidateQueries({ queryKey })
}

async function invalidateStaffAfter<T>(request: Promise<T>, id?: string): Promise<T> {
  const answer = await request
  invalidateStaff(id)
  return answer
}

export function addStaff(input: AddStaff, key: string): Promise<StaffMember> {
  return invalidateStaffAfter(call(api.staff.$post({ json: input }, idempotencyKey(key))))
}
export function changeStaff(member: StaffMember, patch: ChangeStaff): Promise<StaffMember> {
  const { id, version } = member
  return invalidateStaffAfter(call(api.staff[':id'].$patch({ param: { id }, json: patch }, ifMatch(version))), id)
}
export function setStaffArchived(member: StaffMember, archived: boolean): Promise<StaffMember> {
  const { id, version } = member
  const request = archived
    ? api.staff[':id'].archive.$post({ param: { id }, json: {} }, ifMatch(version))
    : api.staff[':id'].restore.$post({ param: { id } }, ifMatch(version))
  return invalidateStaffAfter(call<StaffMember>(request), id)
}

/** The week that holds from a date on. `version` is that of the week it replaces. */
export function setAvailability(
  staffId: string,
  validFrom: string,
  week: SetAvailability,
  version?: number,
): Promise<Availability> {
  const request = api.staff[':id'].availability[':validFrom'].$put(
    { param: { id: staffId, validFrom }, json: week },
    version === undefined ? {} : ifMatch(version),
  )
  return invalidateStaffAfter(call(request), staffId)
}
export function removeAvailability({ staffId, validFrom, version }: Availability): Promise<unknown> {
  const request = api.staff[':id'].availability[':validFrom'].$delete(
    { param: { id: staffId, validFrom } },
    ifMatch(version),
  )
  return invalidateStaffAfter(call(request), staffId)
}

export function addAbsence(staffId: string, input: AddAbsence): Promise<Absence> {
  return invalidateStaffAfter(call(api.staff[':id'].absences.$post({ param: { id: staffId }, json: input })), staffId)
}
export function removeAbsence({ staffId, id, version }: Absence): Promise<unknown> {
  const request = api.staff[':id'].absences[':absenceId'].$delete(
    { param: { id: staffId, absenceId: id } },
    ifMatch(version),
  )
  return invalidateStaffAfter(call(request), staffId)
}

export function addOpening(staffId: string, input: AddOpening): Promise<Opening> {
  return invalidateStaffAfter(call(api.staff[':id'].openings.$post({ param: { id: staffId }, json: input })), staffId)
}
/** Answers the visits that no hours cover any more. */
export function removeOpening({ staffId, id, version }: Opening) {
  const request = api.staff[':id'].openings[':openingId'].$delete(
    { param: { id: staffId, openingId: id } },
    ifMatch(version),
  )
  return invalidateStaffAfter(call(request), staffId)
}
