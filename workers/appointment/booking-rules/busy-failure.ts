import { refusal } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import type { BusyFailure } from '../visits/contract.ts'

/** What the triggers refused, as a failure. */
export function busyOf(error: unknown): Failure<BusyFailure> | undefined {
  const word = refusal(error)
  const known = busyWords.find(one => one === word)
  return known && fail(known)
}

const busyWords = [
  'staff_busy',
  'room_busy',
  'patient_busy',
  'room_not_found',
  'slot_held',
  'daily_limit',
  'too_many_open',
] as const satisfies BusyFailure[]
