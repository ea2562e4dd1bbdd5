import { queryOptions } from '@tanstack/react-query'
import type { BookSeries, Series } from '../../../workers/appointment/series/contract.ts'
import type { Hold, HoldSlot } from '../../../workers/appointment/slots/holds/contract.ts'
import type {
  AffectedVisitsWithAlternatives,
  MovedMany,
  MoveMany,
} from '../../../workers/appointment/visits/affected-visits/contract.ts'
import { noteOwnWrite } from '../live/own-writes.ts'
import { idempotencyKey, read, send } from './api.ts'
import { invalidateDesk } from './visit-cache.ts'

/** Holds of free times, series of visits, and the visits that an absence affects. */
export type { AffectedVisitsWithAlternatives, BookSeries, Hold, HoldSlot, MovedMany, Series }

/** Keep a time for five minutes. Refused like a booking of it. */
export async function hold(time: HoldSlot): Promise<Hold> {
  const held = await send<Hold>('POST', '/api/slots/holds', time)
  noteOwnWrite(held.id)
  return held
}

/** Let a held time go, also while the page is being left; one that is used up or over is gone already. */
export async function release({ id }: Hold): Promise<void> {
  noteOwnWrite(id)
  await send('DELETE', `/api/slots/holds/${id}`, undefined, { headers: {}, keepalive: true }).catch(() => undefined)
}

/** What would come of a series; nothing is booked. */
export function previewSeries(series: BookSeries): Promise<Series> {
  return send('POST', '/api/appointments/series', { ...series, preview: true })
}

export async function bookSeries(series: BookSeries, key: string): Promise<Series> {
  try {
    return await send('POST', '/api/appointments/series', series, idempotencyKey(key))
  } finally {
    void invalidateDesk()
  }
}

/** The visits that an absence from `from` to `to` affects, each with the times it could move to. */
export function affectedVisits(staffId: string, span: { from: string; to: string }) {
  const query = new URLSearchParams({ staffId, ...span })
  return queryOptions({
    queryKey: ['board', 'displaced', staffId, span],
    queryFn: () => read<AffectedVisitsWithAlternatives>(`/api/appointments/displaced?${query}`),
    staleTime: 10_000,
  })
}

export async function moveMany(moves: MoveMany['moves'], key: string): Promise<MovedMany> {
  try {
    return await send('POST', '/api/appointments/move-many', { moves }, idempotencyKey(key))
  } finally {
    void invalidateDesk()
  }
}
