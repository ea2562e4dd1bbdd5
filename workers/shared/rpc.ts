import type { Actor } from './actor.ts'
import type { Context } from './context.ts'
import type { LoggedEntry, OutboxEntry } from './database/outbox.ts'
import type { FailureCode } from './failures.ts'
import type { Action } from './permissions.ts'
import type { CommonCode, Failure, Result } from './result.ts'

/** A verb's function, as every verb's file exports it: who asks and the clinic's database come in the context. */
// biome-ignore lint/suspicious/noExplicitAny: the input's type is inferred from each function, never from here.
type Verb = (context: Context<any>, input: any) => Promise<Result<unknown, FailureCode>>
// biome-ignore lint/suspicious/noExplicitAny: as above.
type Again = (context: Context<any>, id: string, input: any) => Promise<Result<unknown, FailureCode>>

/** A verb and, for a write that may be repeated, what reads the object of the first time again by its id. */
export type Entry = Verb | readonly [verb: Verb, again: Again]

/** What a Worker can do, by the action's name, which is the method's name over RPC. */
export type VerbTable = Partial<Record<Action, Entry>>

type FunctionOf<E> = E extends readonly [infer V, unknown] ? V : E
type MethodOf<V> = V extends (...input: infer I) => Promise<infer R>
  ? I extends [unknown]
    ? (actor: Actor) => Promise<R | Failure<CommonCode>>
    : I extends [unknown, (infer Input)?]
      ? (actor: Actor, input: Input) => Promise<R | Failure<CommonCode>>
      : never
  : never

/**
 * The RPC methods that a table of verbs becomes. The runtime's own type for a binding splits a `Result` into a union of promises, which no
 * generic function accepts. Sound because every verb takes and answers plain data, which RPC hands through unchanged.
 */
export type MethodsOf<T> = { [K in keyof T]: MethodOf<FunctionOf<T[K]>> }

/** What every domain Worker does besides its verbs; no permission is asked, for nobody asks on behalf of a person. */
export interface Housekeeping {
  health(): Promise<true>
  /** Each minute, over all clinics: what has served its time goes. `at` is the sweep's instant. */
  sweep(at: number): Promise<void>
  /** What this Worker's writes have left to do elsewhere, and what of it is done. It acts for no one, so it keeps its own clock. */
  pending(limit: number): Promise<OutboxEntry[]>
  settled(ids: string[]): Promise<void>
  deferred(ids: string[]): Promise<void>
  /** The gateway has appended this entry of the access log itself. */
  logged(entry: LoggedEntry): Promise<void>
}

/** A Worker's verbs and housekeeping, as its callers see them. */
export type WorkerVerbs<T> = MethodsOf<T> & Housekeeping

/** A Durable Object as one calls it: what its class answers at once arrives as a promise. */
export type Remote<O> = {
  [K in keyof O as K extends 'fetch' | 'alarm'
    ? never
    : O[K] extends (...input: never[]) => unknown
      ? K
      : never]: O[K] extends (...input: infer I) => infer R ? (...input: I) => Promise<Awaited<R>> : never
}

/** An environment whose service bindings are seen as verbs: `WithVerbs<RecordEnv, {PATIENT: PatientVerbs}>`. */
export type WithVerbs<Env, Workers extends Record<string, unknown>> = Omit<Env, keyof Workers> & Workers
