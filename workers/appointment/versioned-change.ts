/** A change of one row: its id, and the version that the client saw. */
export type VersionedChange<Input> = { id: string; version: number; change: Input }
