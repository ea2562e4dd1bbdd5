/**
 * A Worker's verbs as its class declares them. The runtime's own type for a binding splits a `Result` into a union of promises, which no
 * generic function accepts. Sound because every verb takes and answers plain data, which RPC hands through unchanged.
 */
export type Verbs<W> = {
  [K in keyof W as W[K] extends (...input: never[]) => Promise<unknown> ? K : never]: W[K]
}

/** A Durable Object as one calls it: what its class answers at once arrives as a promise. */
export type Remote<O> = {
  [K in keyof O as K extends 'fetch' | 'alarm'
    ? never
    : O[K] extends (...input: never[]) => unknown
      ? K
      : never]: O[K] extends (...input: infer I) => infer R ? (...input: I) => Promise<Awaited<R>> : never
}

/** An environment whose service bindings are seen as verbs: `WithVerbs<RecordEnv, {PATIENT: PatientWorker}>`. */
export type WithVerbs<Env, Workers extends Record<string, unknown>> = Omit<Env, keyof Workers> & {
  [Name in keyof Workers]: Verbs<Workers[Name]>
}
