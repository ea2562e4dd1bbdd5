import { queryOptions } from '@tanstack/react-query'
import type { Appointment } from '../../../workers/appointment/visits/contract.ts'
import type {
  AddWaitlistEntry,
  WaitlistEntry,
  WaitlistEntryPage,
} from '../../../workers/appointment/waitlist/contract.ts'
import type { Offer, OfferPage } from '../../../workers/appointment/waitlist/offers/contract.ts'
import { idempotencyKey, ifMatch, read, send } from './api.ts'
import { queries } from './query-client.ts'
import { invalidateDesk } from './visit-cache.ts'

/** Waitlist entries, and the offers of freed times. A patient receives only the entries and offers of the own record. */
export type { AddWaitlistEntry, Offer, WaitlistEntry }

export function waitlistEntriesOf(patientId?: string) {
  const query = new URLSearchParams({ limit: '100', ...(patientId ? { patientId } : {}) })
  return queryOptions({
    queryKey: ['waitlist', 'entries', patientId ?? 'all'],
    queryFn: async () => (await read<WaitlistEntryPage>(`/api/waitlist?${query}`)).items,
    refetchOnWindowFocus: true,
  })
}

/** Offers that may still be taken, the first to end first. */
export function offersOf(patientId?: string) {
  const query = new URLSearchParams({ limit: '100', ...(patientId ? { patientId } : {}) })
  return queryOptions({
    queryKey: ['waitlist', 'offers', patientId ?? 'all'],
    queryFn: async () => (await read<OfferPage>(`/api/waitlist/offers?${query}`)).items,
    refetchOnWindowFocus: true,
  })
}

async function invalidateWaitlistAfter<T>(request: Promise<T>): Promise<T> {
  try {
    return await request
  } finally {
    void invalidateDesk()
    void queries.invalidateQueries({ queryKey: ['own-visits'] })
  }
}

export function addWaitlistEntry(entry: AddWaitlistEntry, key: string): Promise<WaitlistEntry> {
  return invalidateWaitlistAfter(send('POST', '/api/waitlist', entry, idempotencyKey(key)))
}

export function removeWaitlistEntry({ id, version }: WaitlistEntry): Promise<void> {
  return invalidateWaitlistAfter(send('DELETE', `/api/waitlist/${id}`, undefined, ifMatch(version)))
}

/** Takes the offered time: the answer is the booked visit. */
export function acceptOffer({ id, version }: Offer): Promise<Appointment> {
  return invalidateWaitlistAfter(send('POST', `/api/waitlist/offers/${id}/accept`, {}, ifMatch(version)))
}

/** Leaves the time to the next one on the list. */
export function declineOffer({ id, version }: Offer): Promise<Offer> {
  return invalidateWaitlistAfter(send('POST', `/api/waitlist/offers/${id}/decline`, {}, ifMatch(version)))
}
