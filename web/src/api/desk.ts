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
import { askVisits, noteVisit } from './known-visits.ts'
import { asProblem } from './problem.ts'
import { queries } from './query-client.ts'
import { newerOf } from './reconcile.ts'
import { untilAnswered } from './until-answered.ts'
import { afterVisitWrite, instantsOf, rowOf } from './visit-cache.ts'
import { wasTaken } from './was-taken.ts'
import { queueWrite, type VersionedId } from './write-queue.ts'

/** The front desk over the API: what the day screen reads and does. */
export type { Appointment, Board, BoardRow, Hours }

/** All visits of the clinic from one calendar date until before another, at most 42 days; of one day where there is no other. */
export function boardOf(from: string, to = addDays(from, 1)) {
  return queryOptions({
    queryKey: ['board', from, to],
    queryFn: () => askVisits(instantsOf(from, to), () => call(api.appointments.board.$get({ query: { from, to } }))),
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
  // The own hold takes nothing away from the own times: with it the answer is the same, and need not be asked again.
  const { holdId: _, ...times } = ask
  return queryOptions({
    queryKey: ['slots', times],
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
  const queryKey = ['visit', id]
  return queryOptions({
    queryKey,
    queryFn: async () => {
      const visit = await call(api.appointments[':id'].$get({ param: { id } }))
      noteVisit(rowOf(visit))
      return newerOf(queries.getQueryData<Appointment>(queryKey), visit)
    },
  })
}

export function book(input: BookAppointmentBody, key: string): Promise<Appointment> {
  const request = call(api.appointments.$post({ json: input }, idempotencyKey(key)))
  return afterVisitWrite(request, ['slots', 'waitlist'])
}
/** `mode` has a default. */
export type BookAppointmentBody = Omit<BookAppointment, 'mode'> & Partial<Pick<BookAppointment, 'mode'>>

export function walkIn(input: Omit<WalkIn, 'urgent'> & { urgent?: boolean }, key: string): Promise<Appointment> {
  const request = call(api.appointments['walk-in'].$post({ json: input }, idempotencyKey(key)))
  return afterVisitWrite(request, ['queue', 'room-board'])
}

/**
 * Change a visit. The version makes a second time harmless; where the answer of the first was lost, the visit itself says whether it was taken.
 *
 * @param failed told of each attempt that was not answered.
 */
export function change(
  visit: VersionedId,
  patch: ChangeAppointment,
  failed: (attempt: number) => void = () => {},
): Promise<Appointment> {
  const param = { id: visit.id }
  const send = async (version: number) => {
    let isRepeat = false
    try {
      return await untilAnswered(
        () => call(api.appointments[':id'].$patch({ param, json: patch }, ifMatch(version))),
        attempt => {
          isRepeat = true
          failed(attempt)
        },
      )
    } catch (error) {
      if (!isRepeat || asProblem(error).code !== 'stale') throw error
      const now = await call(api.appointments[':id'].$get({ param }))
      if (!wasTaken(now, version, patch)) throw error
      return now
    }
  }
  return afterVisitWrite(queueWrite(visit, send), ['slots', 'queue', 'room-board'], visit.id)
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

/** What a step changes beside its visit. */
const aroundStep = {
  confirm: [],
  'check-in': ['queue', 'room-board'],
  start: ['queue', 'room-board'],
  finish: ['slots', 'room-board'],
  'check-out': ['slots', 'room-board'],
  cancel: ['slots', 'queue', 'room-board', 'waitlist', 'unclosed'],
  'no-show': ['slots', 'room-board', 'unclosed'],
  complete: ['unclosed'],
  undo: ['slots', 'queue', 'room-board', 'unclosed'],
} as const

/**
 * One step of a visit, sent until it is answered, each time under the same key. If-Match holds it to the version that the person saw.
 *
 * @param failed told of each attempt that was not answered.
 */
export function step<S extends StepName>(
  visit: VersionedId,
  name: S,
  json: StepBody<S>,
  failed: (attempt: number) => void = () => {},
): Promise<Appointment> {
  const post = stepRoutes[name] as (
    input: { param: { id: string }; json: StepBody<S> },
    options: object,
  ) => ReturnType<typeof visitRoutes.undo.$post>
  const key = crypto.randomUUID()
  const write = (version: number) => {
    const headers = { ...ifMatch(version).headers, ...idempotencyKey(key).headers }
    return untilAnswered(() => call(post({ param: { id: visit.id }, json }, { headers })), failed)
  }
  return afterVisitWrite(queueWrite(visit, write), aroundStep[name], visit.id)
}
