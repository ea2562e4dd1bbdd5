import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AccessEntry, PatientAccess, UnusualReading, Verdict } from '../../../gateway/access-log/contract.ts'
import { api, call, read } from './api.ts'
import { problemOf } from './problem.ts'

/** The access log over the API: the entries of the clinic, and those of one patient. */
export type { AccessEntry, PatientAccess, UnusualReading, Verdict }

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

export function verifyLog(): Promise<Verdict> {
  return read('/api/access-log/verify')
}

/** Who opened one patient's record, the newest first. */
export function accessOf(patientId: string) {
  return infiniteQueryOptions({
    queryKey: ['access-of', patientId],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '100', ...(pageParam ? { cursor: pageParam } : {}) })
      return read<Page<PatientAccess>>(`/api/patients/${patientId}/access-log?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchOnWindowFocus: false,
  })
}
