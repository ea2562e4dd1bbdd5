/** What one of several runs over the cells found, and where in the scratch copy it leaves that. */
export interface Outcome {
  mutants: number
  /** How many turn a cell red, and how many flips are seen beside another permission. */
  red: number
  beside: number
  /** The names of those that no cell noticed. */
  silent: string[]
}

export const outcomeOf = (lot: number) => `outcome-${lot}.json`

/** What the watched statements showed: numbers of conditions, where all others hold and where this one holds alone. */
export interface Shown {
  asItIs: number[]
  alone: number[]
}

export const shownIn = 'shown.json'
