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
  /** ISO 3166 code of the clinic; empty where there is no clinic, or a token of an older kind does not say. */
  country: string
  /** ISO 4217 code of the clinic. */
  currency: string
  /** BCP 47 tag of the clinic. */
  locale: string
  roles: Role[]
  staffId?: string
  /** The session of a signed-in person, from the token. */
  sessionId?: string
  /** The patients this account stands for: itself, a child, someone cared for. */
  patients: string[]
  /** Those of `patients` whose record is still closed to this account, since its relation to them is new. */
  recordClosed?: string[]
  /** For whom it acts as somebody else's guardian or carer, of `patients`: the access log says so. */
  guardianOf?: string[]
  /** The accesses, each opened with a reason, under which it reads and writes a record. Set where the record is guarded. */
  under?: string[]
  requestId: string
  /**
   * What was asked for, as the access log names it. With it every write on a patient's data leaves an effect for the log; the system and
   * the demo ask for nothing.
   */
  asked?: Asked
  /** The instant of the request, Unix milliseconds. */
  at: number
  /** Present when the client sent an Idempotency-Key. */
  repeat?: Repeat
}

/** A request by its action, `encounter.sign` (or, around signing in, the event's name), and the id of the object that it names. */
export interface Asked {
  action: string
  objectId?: string
  /** Why a record was opened. */
  reason?: string
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
    country: '',
    currency: 'USD',
    locale: 'en',
    roles: [],
    patients: [],
    requestId,
    at,
  }
}

/** Nobody signed in: the public pages of a clinic, which may do what `visitorActions` lists. */
export function visitor(
  clinic: { id: string; timezone: string; country: string; currency: string; locale: string },
  at: number,
  requestId: string,
): Actor {
  return {
    kind: 'visitor',
    accountId: 'visitor',
    name: 'Visitor',
    clinicId: clinic.id,
    timezone: clinic.timezone,
    country: clinic.country,
    currency: clinic.currency,
    locale: clinic.locale,
    roles: [],
    patients: [],
    requestId,
    at,
  }
}

/** The actor as an action sees it that waits for a new relation: it stands for those alone whose record is open to it. */
export function withOpenRecords<A extends Pick<Actor, 'patients' | 'recordClosed'>>(actor: A): A {
  const closed = new Set(actor.recordClosed)
  return closed.size === 0 ? actor : { ...actor, patients: actor.patients.filter(id => !closed.has(id)) }
}
