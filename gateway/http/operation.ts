import { type Actor, withOpenRecords } from '#shared/actor'
import { budgets } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { type Action, may, ruleOf } from '#shared/permissions'
import { fail, type Result } from '#shared/result'
import type { AppointmentVerbs } from '../../workers/appointment/index.ts'
import type { PatientVerbs } from '../../workers/patient/index.ts'
import type { RecordVerbs } from '../../workers/record/index.ts'
import type { StaffVerbs } from '../../workers/staff/index.ts'
import type { GatewayBindings } from '../gateway.ts'

/** Whose outbox holds what a write left for the access log: a domain Worker's, or identity's own. */
export type Writer = 'PATIENT' | 'STAFF' | 'APPOINTMENT' | 'RECORD' | 'IDENTITY'

/** Any adapter's way to a verb: who asks for what of which Worker. REST's routes name one each, and GraphQL's resolvers the same ones. */
export interface Operation<I = never, T = unknown> {
  /** The action, which the permission table, the access log and the time budgets know it by. */
  action: Action
  run(env: GatewayBindings, actor: Actor, input: I): Promise<Result<T, FailureCode>>
  /** The patients whom it concerns, where neither what was asked nor the answer names them. */
  patients?: (input: I, value: T) => string[]
  /** Whose outbox holds the entry that its write leaves for the access log. */
  writer?: Writer
  /** What follows a success, beside the answer. A sweep repeats it where it fails. */
  after?: (env: GatewayBindings, actor: Actor) => Promise<unknown>
  /** Whether a role without the action is refused before anything is validated, and not by the verb alone. */
  refusesFirst?: true
}

type More<I, T> = Pick<Operation<I, T>, 'patients' | 'after' | 'writer'>

type Asked<M> = M extends (actor: Actor, input: infer I) => Promise<unknown>
  ? unknown extends I
    ? undefined
    : I
  : undefined
type Answered<M> = M extends (...input: never[]) => Promise<infer R>
  ? R extends { ok: true; value: infer T }
    ? T
    : never
  : never

type Binding = Writer
type Call = (actor: Actor, input: unknown) => Promise<Result<never, FailureCode>>

/** One verb of one Worker, or of identity. */
function verbOf<V>(binding: Binding, always: Pick<Operation, 'refusesFirst'> = {}) {
  return <A extends Action & keyof V>(
    action: A,
    more: More<Asked<V[A]>, Answered<V[A]>> = {},
  ): Operation<Asked<V[A]>, Answered<V[A]>> => ({
    action,
    writer: binding,
    // The table of the Worker's verbs says what each takes and answers; here stands only that it is called.
    run: (env, actor, input) => (env[binding] as unknown as Record<A, Call>)[action](actor, input),
    ...always,
    ...more,
  })
}

export const patient = verbOf<PatientVerbs>('PATIENT')
export const staff = verbOf<StaffVerbs>('STAFF')
export const appointment = verbOf<AppointmentVerbs>('APPOINTMENT')
export const record = verbOf<RecordVerbs>('RECORD')
export const identity = verbOf<GatewayBindings['IDENTITY']>('IDENTITY', { refusesFirst: true })

/**
 * What asks several Workers, as one function of `compose/`. Whether the actor may at all is asked here; what it calls asks again, for each
 * part.
 */
export function composed<I, T>(
  action: Action,
  compose: (env: GatewayBindings, actor: Actor, input: I) => Promise<Result<T, FailureCode>>,
  more: More<I, T> = {},
): Operation<I, T> {
  return {
    action,
    run: async (env, actor, input) => {
      const reach = may(actor.roles, action)
      if (!reach) return fail('forbidden')
      return compose(env, ruleOf(action).waits && reach === 'own' ? withOpenRecords(actor) : actor, input)
    },
    ...more,
  }
}

/** What anybody may ask who is not signed in. The actor says the instant and the request, and no clinic: that is what the input names. */
export function opened<I, T>(
  action: Action,
  run: (env: GatewayBindings, actor: Actor, input: I) => Promise<Result<T, FailureCode>>,
  more: More<I, T> = {},
): Operation<I, T> {
  return { action, run, ...more }
}

/** What a route carries out itself; whether the actor may is asked before anything is validated. */
export interface ByRoute {
  action: Action
  byRoute: true
  refusesFirst: true
}
export const byRoute = (action: Action): ByRoute => ({ action, byRoute: true, refusesFirst: true })

/** How long an action may take. */
export function budgetOf(action: Action): number {
  const { effect, long } = ruleOf(action)
  return long ? budgets.long : budgets[effect]
}

/** What a request is answered that did not hear in time: of a read nothing is lost, of a write nobody knows. */
export function silence(action: Action): 'unavailable' | 'outcome_unknown' {
  return ruleOf(action).effect === 'read' ? 'unavailable' : 'outcome_unknown'
}
