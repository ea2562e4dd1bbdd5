import type { VisitTypeRow } from '../visit-types/schema.ts'

/** When, with whom and how long: what a booking and a move have in common, and the rules that need another Worker to know. */
export interface Plan {
  /** Of the visit that is moved. */
  id?: string
  patientId: string
  /** The person's other ids, under which there may be visits too. */
  linkedIds: string[]
  staffId: string
  assistantIds: readonly string[]
  startsAt: number
  minutes: number
  /** Minutes that doctor and room stay free before and after. */
  bufferBefore: number
  bufferAfter: number
  /** Lifts the rules of time. */
  overbooked: boolean
  /** The time held for it meanwhile, which is not in its way. */
  holdId?: string | undefined
}

const minute = 60_000

export function timesOf({
  startsAt,
  minutes,
  bufferBefore,
  bufferAfter,
}: Pick<Plan, 'startsAt' | 'minutes' | 'bufferBefore' | 'bufferAfter'>) {
  const endsAt = startsAt + minutes * minute
  return { startsAt, endsAt, busyFrom: startsAt - bufferBefore * minute, busyUntil: endsAt + bufferAfter * minute }
}

/** How long each visit is, and the minutes that doctor and room stay free around it. */
export function lengthOf(input: { minutes?: number }, type: VisitTypeRow | undefined) {
  return {
    minutes: input.minutes ?? type?.minutes ?? 5,
    bufferBefore: type?.bufferBefore ?? 0,
    bufferAfter: type?.bufferAfter ?? 0,
  }
}
