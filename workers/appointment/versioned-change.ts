/** A change of one thing: which, and the version that was seen. */
export type Changing<Input> = { id: string; version: number; change: Input }
