import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Slots } from '../../../workers/appointment/slots/contract.ts'
import type { VisitType } from '../../../workers/appointment/visit-types/contract.ts'
import type { Appointment, AppointmentItem } from '../../../workers/appointment/visits/contract.ts'
import type { Encounter, EncounterLine } from '../../../workers/record/encounters/contract.ts'
import type { Observation } from '../../../workers/record/observations/contract.ts'
import type { Clinic } from '../../../workers/staff/clinic/contract.ts'
import type { StaffMember } from '../../../workers/staff/profiles/contract.ts'
import { today } from '../i18n/time.ts'
import { idempotencyKey, ifMatch, read, send } from './api.ts'
import { queries } from './query-client.ts'

/** What patients read and do about themselves and those they stand for. */
export type { AppointmentItem, Clinic, Encounter, EncounterLine, Observation, StaffMember, VisitType }

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export const clinicProfile = queryOptions({
  queryKey: ['clinic'],
  queryFn: () => read<Clinic>('/api/clinic'),
  staleTime: 5 * 60_000,
})

/** Who takes visits, by name. */
export const doctors = queryOptions({
  queryKey: ['doctors'],
  queryFn: async () => (await read<Page<StaffMember>>('/api/staff?bookable=true&limit=100')).items,
  staleTime: 5 * 60_000,
})

/** The visit types that patients may book by themselves. */
export const bookableTypes = queryOptions({
  queryKey: ['bookable-types'],
  queryFn: async () => {
    const { items } = await read<Page<VisitType>>('/api/visit-types?active=true&limit=100')
    return items.filter(type => type.selfBookable)
  },
  staleTime: 5 * 60_000,
})

const openStatuses = 'booked,confirmed,arrived,in_progress'

/** Visits of today and later that are still to be, the next first. */
export function upcomingVisits(patientId: string) {
  return queryOptions({
    queryKey: ['own-visits', patientId, 'ahead'],
    queryFn: async () => {
      const query = new URLSearchParams({ patientId, from: today(), status: openStatuses, limit: '50' })
      return (await read<Page<AppointmentItem>>(`/api/appointments?${query}`)).items
    },
    refetchOnWindowFocus: true,
  })
}

/** Visits that were, or that will not be; the latest first. */
export function pastVisits(patientId: string) {
  return infiniteQueryOptions({
    queryKey: ['own-visits', patientId, 'behind'],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        patientId,
        status: 'completed,cancelled,no_show',
        order: 'desc',
        limit: '20',
      })
      if (pageParam) query.set('cursor', pageParam)
      return read<Page<AppointmentItem>>(`/api/appointments?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
}

/** Visits of past days that the clinic has not closed, the latest first. */
export function unclosedVisitsOf(patientId: string) {
  return queryOptions({
    queryKey: ['own-visits', patientId, 'unclosed'],
    queryFn: async () => {
      const query = new URLSearchParams({ patientId, to: today(), status: openStatuses, order: 'desc', limit: '50' })
      return (await read<Page<AppointmentItem>>(`/api/appointments?${query}`)).items
    },
  })
}

export function visitOf(id: string) {
  return queryOptions({ queryKey: ['own-visit', id], queryFn: () => read<Appointment>(`/api/appointments/${id}`) })
}

/** Signed encounters, the latest first. */
export function notesOf(patientId: string) {
  return infiniteQueryOptions({
    queryKey: ['own-notes', patientId],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ patientId, limit: '30' })
      if (pageParam) query.set('cursor', pageParam)
      return read<Page<EncounterLine>>(`/api/encounters?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    staleTime: 60_000,
  })
}

export function noteOf(id: string) {
  return queryOptions({ queryKey: ['own-note', id], queryFn: () => read<Encounter>(`/api/encounters/${id}`) })
}

/** The latest measurements, newest first. */
export function measurementsOf(patientId: string) {
  return queryOptions({
    queryKey: ['own-measurements', patientId],
    queryFn: async () => {
      const query = new URLSearchParams({ patientId, category: 'vital_signs', status: 'final', limit: '100' })
      return (await read<Page<Observation>>(`/api/observations?${query}`)).items
    },
    staleTime: 60_000,
  })
}

/** What free times are asked for: a range, a doctor or any, and a visit type or minutes. */
export interface FreeTimeQuery {
  from: string
  to: string
  staffId?: string
  visitTypeId?: string
  minutes?: number
}

export function freeTimes({ from, to, staffId, visitTypeId, minutes }: FreeTimeQuery) {
  const query = new URLSearchParams({
    from,
    to,
    ...(staffId ? { staffId } : {}),
    ...(visitTypeId ? { visitTypeId } : { minutes: String(minutes) }),
  })
  return queryOptions({
    queryKey: ['slots', `${query}`],
    queryFn: async () => (await read<Slots>(`/api/slots?${query}`)).items,
    staleTime: 15_000,
  })
}

/** Invalidate every query that shows a changed visit, also after a refusal: another person may have taken the time. */
function invalidateVisits(): Promise<unknown> {
  const keys = [['own-visits'], ['own-visit'], ['slots']]
  return Promise.all(keys.map(queryKey => queries.invalidateQueries({ queryKey })))
}

async function invalidateVisitsAfter(request: Promise<Appointment>): Promise<Appointment> {
  try {
    return await request
  } finally {
    void invalidateVisits()
  }
}

interface Booking {
  patientId: string
  staffId: string
  startsAt: string
  visitTypeId: string
  reason?: string
}

export function bookVisit(booking: Booking, key: string): Promise<Appointment> {
  return invalidateVisitsAfter(send('POST', '/api/appointments', booking, idempotencyKey(key)))
}

type VersionedVisit = Pick<AppointmentItem, 'id' | 'version'>

export function moveVisit(visit: VersionedVisit, to: { startsAt: string; staffId?: string }): Promise<Appointment> {
  return invalidateVisitsAfter(send('PATCH', `/api/appointments/${visit.id}`, to, ifMatch(visit.version)))
}

export function confirmVisit(visit: VersionedVisit): Promise<Appointment> {
  return invalidateVisitsAfter(send('POST', `/api/appointments/${visit.id}/confirm`, {}, ifMatch(visit.version)))
}

export function cancelVisit(
  visit: VersionedVisit,
  code: 'ill' | 'error' | 'other',
  reason: string,
): Promise<Appointment> {
  const body = { by: 'patient', code, ...(reason.trim() ? { reason: reason.trim() } : {}) }
  return invalidateVisitsAfter(send('POST', `/api/appointments/${visit.id}/cancel`, body, ifMatch(visit.version)))
}
