import type { Failure } from '#shared/result'
import type { ChangeFailure } from '../visits/contract.ts'

/** The details of a failure that an answer about several visits contains. */
interface RefusalDetails {
  until?: string
  nextFree?: string
  limit?: number
  status?: string
}

/** The code and the details of a failure, for an answer about several visits. */
export function refusalOf(failure: Failure<ChangeFailure>): { code: string; details?: RefusalDetails } {
  const { code, details } = failure
  if (!details || Array.isArray(details)) return { code }
  const { until, nextFree, limit, status } = details as RefusalDetails
  return { code, details: { until, nextFree, limit, status } }
}
