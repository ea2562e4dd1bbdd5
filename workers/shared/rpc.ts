/**
 * A Worker's verbs as its class declares them. The runtime's own type for a binding splits a `Result` into a union of promises, which no
 * generic function accepts. Sound because every verb takes and answers plain data, which RPC hands through unchanged.
 */
export type Verbs<W> = {
  [K in keyof W as W[K] extends (...input: never[]) => Promise<unknown> ? K : never]: W[K]
}

/** An environment whose service bindings are seen as verbs: `WithVerbs<RecordEnv, {PATIENT: PatientWorker}>`. */
export type WithVerbs<Env, Workers extends Record<string, unknown>> = Omit<Env, keyof Workers> & {
  [Name in keyof Workers]: Verbs<Workers[Name]>
}
