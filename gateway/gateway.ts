import type { Actor } from '#shared/actor'
import type { WithVerbs } from '#shared/rpc'
import type AppointmentWorker from '../workers/appointment/index.ts'
import type PatientWorker from '../workers/patient/index.ts'
import type RecordWorker from '../workers/record/index.ts'
import type StaffWorker from '../workers/staff/index.ts'

/** The gateway's bindings, the domain Workers seen as their verbs. */
export type GatewayBindings = WithVerbs<
  GatewayEnv,
  { PATIENT: PatientWorker; STAFF: StaffWorker; APPOINTMENT: AppointmentWorker; RECORD: RecordWorker }
>

/** What every route of the gateway finds in its context. */
export interface Gateway {
  Bindings: GatewayBindings
  Variables: {
    requestId: string
    /** The instant the request arrived, Unix milliseconds: the only clock of everything below. */
    at: number
    /** Who asks. Set by `signedIn`; routes under the written list of open ones have none. */
    actor: Actor
    /** The session of the access token. */
    sessionId: string
    /** The version of If-Match, where the client sent one. */
    match: number | undefined
  }
}
