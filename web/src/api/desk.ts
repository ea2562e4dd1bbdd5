import { queryOptions } from '@tanstack/react-query'
import type {
  Appointment,
  Board,
  BoardRow,
  BookAppointment,
  ChangeAppointment,
  WalkIn,
} from '../../../workers/appointment/visits/contract.ts'
import type { Hours } from '../../../workers/staff/hours/contract.ts'
import { addDays } from '../i18n/time.ts'
import { api, call, idempotencyKey, ifMatch } from './api.ts'
import { queries } from './query-client.ts'
import { queueWrite, rememberVersion, type VersionedId } from './write-queue.ts'

/** The front desk over the API: what the day screen reads and does. */
export type { Appointment, Board, BoardRow, Hours }

/** All visits of the clinic from one calendar date until before another, at most 42 days; of one day where there is no other. */
export function boardOf(from: string, to = addDays(from, 1)) {
  return queryOptions({
    queryKey: ['board', from, to],
    queryFn: () => call(api.appointments.board.$get({ query: { from, to } })),
    refetchOnWindowFocus: true,
    staleTime: 5_000,
  })
}

/** Who takes visits in that time, their open hours and absences, and the clinic's closures. */
export function hoursOf(from: string, to = addDays(from, 1)) {
  return queryOptions({
    queryKey: ['hours', from, to],
    queryFn: () => call(api.staff.hours.$get({ query: { bookable: 'true', from, to } })),
    staleTime: 60_000,
  })
}

interface SlotQuery {
  from: string
  to: string
  minutes: number
  staffId?: string
  /** The own hold, whose time counts as free. */
  holdId?: string | undefined
  /** Other staff who must be free as well. */
  assistantIds?: string[]
}

/** Free times from `from` (instant or date) until `to`, for visits of so many minutes. */
export function slotsOf(ask: SlotQuery) {
  const { from, to, minutes, staffId, holdId, assistantIds = [] } = ask
  const query = {
    from,
    to,
    minutes: String(minutes),
    ...(staffId ? { staffId } : {}),
    ...(holdId ? { holdId } : {}),
    ...(assistantIds.length > 0 ? { assistantIds: assistantIds.join() } : {}),
  }
  return queryOptions({
    queryKey: ['slots', ask],
    queryFn: () => call(api.slots.$get({ query })),
    staleTime: 15_000,
  })
}

export const visitTypes = queryOptions({
  queryKey: ['visit-types'],
  queryFn: () => call(api['visit-types'].$get({ query: { active: 'true', limit: '100' } })),
  staleTime: 5 * 60_000,
})

export const rooms = queryOptions({
  queryKey: ['rooms'],
  queryFn: () => call(api.rooms.$get({ query: { limit: '100' } })),
  staleTime: 5 * 60_000,
})

/** Visits before that day of which nobody said how they went, the earliest first; at most 100 of them. */
export function unclosedVisits(to: string) {
  const query = { to, status: 'booked,confirmed,arrived,in_progress', limit: '100' }
  return queryOptions({
    queryKey: ['unclosed', to],
    queryFn: () => call(api.appointments.$get({ query })),
    staleTime: 60_000,
  })
}

export function visitOf(id: string) {
  return queryOptions({ queryKey: ['visit', id], queryFn: () => call(api.appointments[':id'].$get({ param: { id } })) })
}

/** Invalidate every query that shows a changed visit. */
export async function invalidateDesk(id?: string): Promise<void> {
  const keys = [
    ['board'],
    ['unclosed'],
    ['slots'],
    ['queue'],
    ['room-board'],
    ['waitlist'],
    ...(id ? [['visit', id]] : []),
  ]
  await Promise.all(keys.map(queryKey => queries.invalidateQueries({ queryKey })))
}

/** Write a visit that the server returned into the cached boards, without waiting for the next request. */
function cacheVisit(visit: Appointment): Appointment {
  rememberVersion(visit)
  const row: BoardRow = { ...visit, overbooked: visit.overbook !== undefined }
  queries.setQueryData(['visit', visit.id], visit)
  queries.setQueriesData<Board>(
    { queryKey: ['board'] },
    board => board && { ...board, items: board.items.map(item => (item.id === row.id ? row : item)) },
  )
  return visit
}

async function afterVisitWrite(request: Promise<Appointment>, id?: string): Promise<Appointment> {
  try {
    return cacheVisit(await request)
  } finally {
    void invalidateDesk(id)
  }
}

export function book(input: BookAppointmentBody, key: string): Promise<Appointment> {
  return afterVisitWrite(call(api.appointments.$post({ json: input }, idempotencyKey(key))))
}
/** `mode` has a default. */
export type BookAppointmentBody = Omit<BookAppointment, 'mode'> & Partial<Pick<BookAppointment, 'mode'>>

export function walkIn(input: Omit<WalkIn, 'urgent'> & { urgent?: boolean }, key: string): Promise<Appointment> {
  return afterVisitWrite(call(api.appointments['walk-in'].$post({ json: input }, idempotencyKey(key))))
}

export function change(visit: VersionedId, patch: ChangeAppointment): Promise<Appointment> {
  const send = (version: number) =>
    call(api.appointments[':id'].$patch({ param: { id: visit.id }, json: patch }, ifMatch(version)))
  return afterVisitWrite(queueWrite(visit, send), visit.id)
}

const visitRoutes = api.appointments[':id']

/** Each step of a visit with its route, which types its body. */
const stepRoutes = {
  confirm: visitRoutes.confirm.$post,
  'check-in': visitRoutes['check-in'].$post,
  start: visitRoutes.start.$post,
  finish: visitRoutes.finish.$post,
  'check-out': visitRoutes['check-out'].$post,
  cancel: visitRoutes.cancel.$post,
  'no-show': visitRoutes['no-show'].$post,
  complete: visitRoutes.complete.$post,
  undo: visitRoutes.undo.$post,
}
export type StepName = keyof typeof stepRoutes
export type StepBody<S extends StepName> = Parameters<(typeof stepRoutes)[S]>[0]['json']

/** One step of a visit. If-Match holds it to the version that the person saw. */
export function step<S extends StepName>(visit: VersionedId, name: S, json: StepBody<S>): Promise<Appointment> {
  const post = stepRoutes[name] as (
    input: { param: { id: string }; json: StepBody<S> },
    options: object,
  ) => ReturnType<typeof visitRoutes.undo.$post>
  const write = (version: number) => call(post({ param: { id: visit.id }, json }, ifMatch(version)))
  return afterVisitWrite(queueWrite(visit, write), visit.id)
}
