import type { FailureCode, Failures } from '../../../workers/shared/failures.ts'

/** Codes of the API, and `offline`: no answer came at all. */
export type ProblemCode = FailureCode | 'offline'

interface ProblemBody {
  title?: string
  status?: number
  code?: string
  requestId?: string
  fields?: { path: string; rule: string }[]
  details?: unknown
}

/** Any answer of the API that is not 2xx. */
export class Problem extends Error {
  /** One of `ProblemCode`; a newer API may say others, which are shown by their title. */
  readonly code: string
  readonly status: number
  readonly requestId: string | undefined
  readonly fields: { path: string; rule: string }[]
  readonly #details: unknown

  constructor(body: ProblemBody, status: number) {
    super(body.title ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.code = body.code ?? 'internal'
    this.status = status
    this.requestId = body.requestId
    this.fields = body.fields ?? []
    this.#details = body.details
  }

  /** The details of this code, where it is that code. The catalogue of failures guarantees their shape. */
  details<C extends FailureCode>(code: C): Failures[C] | undefined {
    return this.code === code ? (this.#details as Failures[C] | undefined) : undefined
  }
}

/** The problem of an answer that is not 2xx, whoever wrote it. */
export async function problemOf(response: { status: number; json(): Promise<unknown> }): Promise<Problem> {
  const body = await response.json().catch(() => null)
  return new Problem(body !== null && typeof body === 'object' ? body : {}, response.status)
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ code: 'internal', title: String(error) }, 0)
}
