import { queryOptions } from '@tanstack/react-query'
import type { QueueEntry } from '../../../workers/appointment/queue/contract.ts'
import type { NewScreen, Screen } from '../../../workers/appointment/queue/screens/contract.ts'
import type { RoomBoard, RoomOnBoard } from '../../../workers/appointment/rooms/contract.ts'
import type { Appointment } from '../../../workers/appointment/visits/contract.ts'
import { api, call, idempotencyKey, ifMatch } from './api.ts'
import { queries } from './query-client.ts'
import { askAround, cacheVisit, invalidateDesk } from './visit-cache.ts'
import { queueWrite, type VersionedId } from './write-queue.ts'

/** Who waits and is called, the waiting-room screens, and what goes on in each room. */
export type { NewScreen, QueueEntry, RoomOnBoard, Screen }

/** Today's queue in calling order; patients already called come first. */
export const queueToday = queryOptions({
  queryKey: ['queue'],
  queryFn: () => call(api.queue.$get({ query: {} })),
  refetchOnWindowFocus: true,
  staleTime: 3_000,
})

/** Where somebody is called to. Without either, to the visit's own room. */
export interface CallTo {
  roomId?: string
  staffId?: string
}

async function showAfter(request: Promise<Appointment>, id?: string): Promise<Appointment> {
  try {
    const visit = cacheVisit(await request)
    askAround(['queue', 'room-board'])
    return visit
  } catch (error) {
    void invalidateDesk(id)
    throw error
  }
}

/** The first in the queue; with a doctor, the first who waits for them or for anyone. */
export function callNext(to: CallTo): Promise<Appointment> {
  return showAfter(call(api.queue.next.$post({ json: to }, idempotencyKey(crypto.randomUUID()))))
}

export function callOne(visit: VersionedId, to: CallTo): Promise<Appointment> {
  const param = { appointmentId: visit.id }
  const send = (version: number) => call(api.queue[':appointmentId'].call.$post({ param, json: to }, ifMatch(version)))
  return showAfter(queueWrite(visit, send), visit.id)
}

export function callAgain(visit: VersionedId, to: CallTo): Promise<Appointment> {
  const param = { appointmentId: visit.id }
  const send = (version: number) =>
    call(api.queue[':appointmentId'].recall.$post({ param, json: to }, ifMatch(version)))
  return showAfter(queueWrite(visit, send), visit.id)
}

export function skip(visit: VersionedId): Promise<Appointment> {
  const param = { appointmentId: visit.id }
  const send = (version: number) => call(api.queue[':appointmentId'].skip.$post({ param, json: {} }, ifMatch(version)))
  return showAfter(queueWrite(visit, send), visit.id)
}

export const screens = queryOptions({ queryKey: ['screens'], queryFn: () => call(api.queue.screens.$get()) })

/** A new link. Its token is in the answer and nowhere else. */
export async function addScreen(name: string): Promise<NewScreen> {
  const screen = await call(api.queue.screen.$post({ json: name ? { name } : {} }))
  await queries.invalidateQueries({ queryKey: screens.queryKey })
  return screen
}

export async function removeScreen({ id, version }: Screen): Promise<void> {
  await call<unknown>(api.queue.screens[':id'].$delete({ param: { id } }, ifMatch(version)))
  await queries.invalidateQueries({ queryKey: screens.queryKey })
}

/** Every room: who is in it, who is next. */
export const roomBoard = queryOptions({
  queryKey: ['room-board'],
  queryFn: (): Promise<RoomBoard> => call(api.rooms.board.$get({ query: {} })),
  refetchOnWindowFocus: true,
  staleTime: 3_000,
})

/** The same at the beginning of a day: which rooms are out of use on it. */
export function roomsOn(at: string) {
  return queryOptions({
    queryKey: ['room-board', at],
    queryFn: (): Promise<RoomBoard> => call(api.rooms.board.$get({ query: { at } })),
    staleTime: 60_000,
  })
}
