import type { Actor } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import type { Action } from '#shared/permissions'
import type { Remote, WithVerbs } from '#shared/rpc'
import type { AppointmentVerbs } from '../workers/appointment/index.ts'
import type { PatientVerbs } from '../workers/patient/index.ts'
import type { RecordVerbs } from '../workers/record/index.ts'
import type { StaffVerbs } from '../workers/staff/index.ts'
import type { AccessLog } from './access-log/chain/access-log-object.ts'
import type { Writer } from './http/operation.ts'
import type { Companions } from './http/route.ts'
import type { AccessClaims } from './identity/sessions/token.ts'
import type { IdentityVerbs } from './identity/verbs.ts'

/** What identity's verbs work with: the bindings, the domain Workers and the gateway's own objects seen as their verbs. */
export type IdentityEnv = WithVerbs<
  Omit<GatewayEnv, 'ACCESS_LOG'>,
  { PATIENT: PatientVerbs; STAFF: StaffVerbs; APPOINTMENT: AppointmentVerbs; RECORD: RecordVerbs }
> & {
  /** One object per clinic, by the clinic's id. */
  ACCESS_LOG: { getByName(clinicId: string): Remote<AccessLog> }
}

/** The gateway's bindings, and identity beside the domain Workers: it runs in the gateway, and is asked as they are. */
export interface GatewayBindings extends IdentityEnv {
  IDENTITY: IdentityVerbs
}

/** What every route of the gateway finds in its context. */
export interface Gateway {
  Bindings: GatewayBindings
  Variables: {
    requestId: string
    /** The instant the request arrived, Unix milliseconds: the only clock of everything below. */
    at: number
    /** Who asks. Set by `signedIn`; routes under the written list of open ones have none. */
    actor: Actor
    /** What the access token says, beside the actor: its session, its account, the version of its membership. */
    claims: AccessClaims
    /** What goes with every request, handed in where the router is put together. */
    companions: Companions
    /** What the request is about: the action of the operation that its route carries out. */
    action: Action
    /** Whose outbox holds the entry that the route's write leaves for the access log; absent where several may. */
    writer: Writer | undefined
    /** The patients whose data a route shows, where the access log cannot read it off its answer. */
    touched: string[] | undefined
    /** The accesses under which a record was opened that asked for a reason. */
    under: string[] | undefined
    /** The reason with which this request opens a record. */
    reason: string | undefined
    /** The code with which the request was refused; absent where it was not. */
    failure: FailureCode | undefined
    /** Nothing is answered but that the client has it already. */
    unchanged: true | undefined
    /** The version of If-Match, where the client sent one. */
    match: number | undefined
  }
}
