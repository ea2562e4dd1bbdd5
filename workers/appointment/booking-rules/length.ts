import type { VisitTypeRow } from '../visit-types/schema.ts'

/** A visit as a booking or a move would make it: when, with whom and how long. */
export interface PlannedVisit {
  /** The visit that is being moved. */
  id?: string
  patientId: string
  /** Other ids of the same person; visits may exist under these as well. */
  linkedIds: string[]
  staffId: string
  assistantIds: readonly string[]
  startsAt: number
  minutes: number
  /** Minutes that doctor and room stay free before and after. */
  bufferBefore: number
  bufferAfter: number
  /** True where the rules of time do not apply. */
  overbooked: boolean
  /** The hold that the booking uses; the held time counts as free. */
  holdId?: string | undefined
}

const minute = 60_000

export function timesOf({
  startsAt,
  minutes,
  bufferBefore,
  bufferAfter,
}: Pick<PlannedVisit, 'startsAt' | 'minutes' | 'bufferBefore' | 'bufferAfter'>) {
  const endsAt = startsAt + minutes * minute
  return { startsAt, endsAt, busyFrom: startsAt - bufferBefore * minute, busyUntil: endsAt + bufferAfter * minute }
}

/** The length of a visit and its buffers, from the input or else from the visit type. */
export function lengthOf(input: { minutes?: number }, type: VisitTypeRow | undefined) {
  return {
    minutes: input.minutes ?? type?.minutes ?? 5,
    bufferBefore: type?.bufferBefore ?? 0,
    bufferAfter: type?.bufferAfter ?? 0,
  }
}
