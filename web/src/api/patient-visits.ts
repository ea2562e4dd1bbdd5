import { queryOptions } from '@tanstack/react-query'
import type { AppointmentItem } from '../../../workers/appointment/visits/contract.ts'
import { api, call } from './api.ts'

export type Visit = AppointmentItem

/** The visits of one patient: those to come, the earliest first, or those past, the latest first. */
export function visitsOf(patientId: string, direction: 'next' | 'past', since: string, limit = 20) {
  const span = direction === 'next' ? ({ order: 'asc', from: since } as const) : ({ order: 'desc', to: since } as const)
  const query = { patientId, limit: String(limit), ...span }
  return queryOptions({
    queryKey: ['visits', patientId, direction, since],
    queryFn: () => call(api.appointments.$get({ query })),
  })
}
