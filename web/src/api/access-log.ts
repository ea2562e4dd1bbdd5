import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  AccessDay,
  AccessEntry,
  PatientAccessDay,
  UnusualReading,
  Verdict,
} from '../../../gateway/access-log/contract.ts'
import type { Witnessing } from '../../../gateway/identity/log-witness/contract.ts'
import { api, call, read, send } from './api.ts'
import { problemOf } from './problem.ts'
import { queries } from './query-client.ts'

/** The access log over the API: the entries of the clinic, and those of one patient. */
export type { AccessDay, AccessEntry, UnusualReading, Verdict }
/** What one person did on one day. */
export type AccessPerson = PatientAccessDay['people'][number]

type Page<T> = { items: T[]; nextCursor: string | null }

/** The filters of a request to the log; empty text is no filter. */
export interface LogFilter {
  accountId: string
  patientId: string
  from: string
  /** Exclusive. */
  to: string
  action: string
  outcome: string
}

function queryOf(filter: LogFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
}

/** Pages of log entries, the newest first. */
export function accessLog(filter: LogFilter) {
  const filterParams = queryOf(filter)
  return infiniteQueryOptions({
    queryKey: ['access-log', filterParams],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ ...filterParams, limit: '50', ...(pageParam ? { cursor: pageParam } : {}) })
      return read<Page<AccessEntry>>(`/api/access-log?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchOnWindowFocus: false,
  })
}

/** The filtered entries as a CSV file; at most 50,000 entries. */
export async function accessLogFile(filter: LogFilter): Promise<Blob> {
  const response = await api['access-log'].csv.$get({ query: queryOf(filter) })
  if (!response.ok) throw await problemOf(response)
  return response.blob()
}

/** Reading of one day that deserves a question. */
export function unusualReading(date: string) {
  return queryOptions({
    queryKey: ['access-log', 'unusual', date],
    queryFn: () => call(api['access-log'].unusual.$get({ query: { date } })),
  })
}

/** @param ask `until`: the older span that ends at this entry; `witness`: what was mailed of one. */
export function verifyLog(ask: { until?: number; witness?: string } = {}): Promise<Verdict> {
  const given = Object.entries(ask).map(([name, value]) => [name, String(value)])
  return read(`/api/access-log/verify?${new URLSearchParams(given)}`)
}

/** Whether the head of the log is mailed to the owners. */
export const witnessing = queryOptions({
  queryKey: ['access-log', 'witness'],
  queryFn: () => read<Witnessing>('/api/access-log/witness'),
})

export async function mailWitness(weekly: boolean): Promise<void> {
  queries.setQueryData(witnessing.queryKey, await send<Witnessing>('PUT', '/api/access-log/witness', { weekly }))
}

/** The log by days of the clinic, the newest first. */
export function accessDays(filter: LogFilter) {
  const filterParams = queryOf(filter)
  return infiniteQueryOptions({
    queryKey: ['access-log', 'days', filterParams],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ ...filterParams, ...(pageParam ? { cursor: pageParam } : {}) })
      return read<Page<AccessDay>>(`/api/access-log/days?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchOnWindowFocus: false,
  })
}

/** Who opened one patient's record, day by day, the newest first. */
export function accessOf(patientId: string) {
  return infiniteQueryOptions({
    queryKey: ['access-of', patientId],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams(pageParam ? { cursor: pageParam } : {})
      return read<Page<PatientAccessDay>>(`/api/patients/${patientId}/access-log/days?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchOnWindowFocus: false,
  })
}
