import type { Role } from './permissions.ts'

/** Who asks, for which clinic, and when. The gateway alone makes one for people; verbs and triggers know no other clock than `at`. */
export interface Actor {
  /** `member` is a signed-in person, `system` a sweep or consumer, `visitor` the public pages. */
  kind: 'member' | 'system' | 'visitor'
  accountId: string
  /** The display name that a record keeps beside what this actor did. */
  name: string
  clinicId: string
  /** IANA zone of the clinic. */
  timezone: string
  /** ISO 4217 code of the clinic. */
  currency: string
  /** BCP 47 tag of the clinic. */
  locale: string
  roles: Role[]
  staffId?: string
  /** The patients this account stands for: itself, a child, someone cared for. */
  patients: string[]
  requestId: string
  /** The instant of the request, Unix milliseconds. */
  at: number
  /** Present when the client sent an Idempotency-Key. */
  repeat?: Repeat
}

/** A write that the client may send again: the same key with the same body is answered with the object of the first time. */
export interface Repeat {
  key: string
  /** Method and path pattern, so that one key on two routes is two writes. */
  route: string
  bodyHash: string
}

/** The system itself, acting for a clinic: sweeps, consumers, the copy of another Worker's data. */
export function system(clinicId: string, at: number, requestId: string): Actor {
  return {
    kind: 'system',
    accountId: 'system',
    name: 'Smart Healthcare',
    clinicId,
    timezone: 'UTC',
    currency: 'USD',
    locale: 'en',
    roles: [],
    patients: [],
    requestId,
    at,
  }
}
