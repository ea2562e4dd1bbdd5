import type { Failure } from '#shared/result'
import type { ChangeFailure } from '../visits/contract.ts'

/** Of what helps on, the members that an answer about several visits carries. */
interface Help {
  until?: string
  nextFree?: string
  limit?: number
  status?: string
}

/** A refusal as it stands among the results of several: its code, and what helps on. */
export function refusalOf(failure: Failure<ChangeFailure>): { code: string; details?: Help } {
  const { code, details } = failure
  if (!details || Array.isArray(details)) return { code }
  const { until, nextFree, limit, status } = details as Help
  return { code, details: { until, nextFree, limit, status } }
}
