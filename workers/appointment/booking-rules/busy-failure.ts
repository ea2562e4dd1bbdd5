import { refusal } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import type { BusyFailure } from '../visits/contract.ts'

/** The failure for an error that an overlap trigger raised; undefined for any other error. */
export function busyFailureOf(error: unknown): Failure<BusyFailure> | undefined {
  const word = refusal(error)
  const code = busyCodes.find(code => code === word)
  return code && fail(code)
}

const busyCodes = [
  'staff_busy',
  'room_busy',
  'patient_busy',
  'room_not_found',
  'slot_held',
  'daily_limit',
  'too_many_open',
] as const satisfies BusyFailure[]
