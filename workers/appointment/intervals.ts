/** Ranges of time in Unix milliseconds, half-open: a range that ends at 09:30 leaves 09:30 free. */

export interface Interval {
  from: number
  to: number
}

/** Intervals in order; those that touch or overlap are joined. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = []
  for (const next of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to)
    else result.push({ from: next.from, to: next.to })
  }
  return result
}

/** Whether a range lies within these intervals, also across two that touch. */
export function covers(open: readonly Interval[], from: number, to: number): boolean {
  return merged(open).some(hours => hours.from <= from && hours.to >= to)
}
