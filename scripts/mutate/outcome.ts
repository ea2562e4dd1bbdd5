/** What one of several runs found, and where in the scratch copy it leaves that. */
export interface Outcome {
  mutants: number
  /** How many were noticed in each way. */
  counted: [way: string, number: number][]
  /** Of those that nobody noticed: how many have their reason in excused.ts, and the names of the others. */
  excused: number
  alive: string[]
}

export const outcomeOf = (lot: number) => `outcome-${lot}.json`
