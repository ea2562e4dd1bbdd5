import { queryOptions } from '@tanstack/react-query'
import { api, call } from './api.ts'

/** How much there is under one patient's name, counted to a hundred. */
export interface CappedCount {
  count: number
  /** There are more than these. */
  more: boolean
}

const cappedCount = ({ items, nextCursor }: { items: unknown[]; nextCursor: string | null }): CappedCount => ({
  count: items.length,
  more: nextCursor !== null,
})

export function visitsCount(patientId: string) {
  return queryOptions({
    queryKey: ['visits', patientId, 'count'],
    queryFn: async () => cappedCount(await call(api.appointments.$get({ query: { patientId, limit: '100' } }))),
  })
}

export function recordsCount(patientId: string) {
  return queryOptions({
    queryKey: ['chart', patientId, 'count'],
    queryFn: async () => cappedCount(await call(api.encounters.$get({ query: { patientId, limit: '100' } }))),
  })
}
