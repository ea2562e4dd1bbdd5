/**
 * Mutants that no answer can show, each with its reason. By the name that the run prints, without the line.
 */
export const unseen: ReadonlyMap<string, string> = new Map([])
