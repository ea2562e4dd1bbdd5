/** An old fault, put back into a scratch copy by a replacement of text; the tests named must then fail. */
export interface Remedy {
  /** What is lost without it, as a sentence: `an invitation is asked again at acceptance`. */
  name: string
  file: string
  /** Text that stands in the file exactly once. */
  from: string
  to: string
  /** A file of tests, and where only some of them are meant, a part of their titles. */
  test: string
  titled?: string
}

/** Of one domain each, so that every remedy stands beside its neighbours. */
export type Remedies = readonly Remedy[]
