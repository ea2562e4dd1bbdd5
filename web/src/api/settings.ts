import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Closure } from '../../../workers/staff/clinic/closures/contract.ts'
import type { ChangeClinic, Clinic } from '../../../workers/staff/clinic/contract.ts'
import { idempotencyKey, ifMatch, read, send } from './api.ts'
import { queries } from './query-client.ts'

/** The clinic's own settings: its profile, closures, and the lists of the desk. */
export type { Clinic, Closure }

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** What every entry of a list has. */
export interface Entry {
  id: string
  version: number
}

/** The lists by their path under `/api`. */
export type ListPath = 'visit-types' | 'rooms' | 'products'

export function listOf<T extends Entry>(path: ListPath) {
  return infiniteQueryOptions({
    queryKey: ['settings', path],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '100', ...(pageParam ? { cursor: pageParam } : {}) })
      return read<Page<T>>(`/api/${path}?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
}

export function entryOf<T extends Entry>(path: ListPath, id: string): Promise<T> {
  return read<T>(`/api/${path}/${id}`)
}

/** A changed list shows in other pages too: the day's rooms, the booking's visit types. */
async function invalidateList(path: ListPath): Promise<void> {
  const keys = [['settings', path], [path], ...(path === 'visit-types' ? [['bookable-types']] : [])]
  await Promise.all(keys.map(queryKey => queries.invalidateQueries({ queryKey })))
}

export async function addEntry(path: ListPath, input: object, key: string): Promise<void> {
  await send('POST', `/api/${path}`, input, idempotencyKey(key))
  await invalidateList(path)
}

export async function changeEntry(path: ListPath, { id, version }: Entry, change: object): Promise<void> {
  await send('PATCH', `/api/${path}/${id}`, change, ifMatch(version))
  await invalidateList(path)
}

export async function removeEntry(path: ListPath, { id, version }: Entry): Promise<void> {
  await send('DELETE', `/api/${path}/${id}`, undefined, ifMatch(version))
  await invalidateList(path)
}

export const clinicProfile = queryOptions({
  queryKey: ['clinic'],
  queryFn: () => read<Clinic>('/api/clinic'),
})

export async function changeClinic(version: number, change: ChangeClinic): Promise<Clinic> {
  const clinic = await send<Clinic>('PATCH', '/api/clinic', change, ifMatch(version))
  queries.setQueryData(clinicProfile.queryKey, clinic)
  return clinic
}

/** Closures that touch the time from `from` on, in order of their start. */
export function closuresOf(from: string) {
  return infiniteQueryOptions({
    queryKey: ['closures', from],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ from, limit: '100', ...(pageParam ? { cursor: pageParam } : {}) })
      return read<Page<Closure>>(`/api/clinic/closures?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
}

/** What is open follows from closures: ask for both again. */
async function invalidateClosures(): Promise<void> {
  await Promise.all([['closures'], ['hours'], ['slots']].map(queryKey => queries.invalidateQueries({ queryKey })))
}

export interface NewClosure {
  startsAt: string
  endsAt: string
  reason: string
}

export async function addClosure(closure: NewClosure, key: string): Promise<void> {
  await send('POST', '/api/clinic/closures', closure, idempotencyKey(key))
  await invalidateClosures()
}

export async function removeClosure({ id, version }: Closure): Promise<void> {
  try {
    await send('DELETE', `/api/clinic/closures/${id}`, undefined, ifMatch(version))
  } finally {
    await invalidateClosures()
  }
}
