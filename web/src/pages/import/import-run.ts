import type { ImportVerdicts } from '../../api/patients.ts'
import type { Target } from './fields.ts'

export type Verdict = ImportVerdicts['items'][number]

/** One import from file to result, as it is kept in this browser between reloads. */
export interface Run {
  importId: string
  /** Where the rows come from; with the old record number it says who is known already. */
  source: string
  fileName: string
  guessed: boolean
  headers: string[]
  rows: string[][]
  mapping: (Target | null)[]
  monthFirst: boolean
  country: string
  step: 'columns' | 'check' | 'sending' | 'done'
  /** By row; a row without one has not been sent. */
  verdicts: Record<number, Verdict>
}

export const batchSize = 200

/** The next rows without a verdict, as their places in the file. */
export function nextBatch(run: Run, size = batchSize): number[] {
  const next: number[] = []
  for (let i = 0; i < run.rows.length && next.length < size; i++) if (!run.verdicts[i]) next.push(i)
  return next
}

/** The verdicts of one answer, put to the rows that were sent. */
export function withVerdicts(run: Run, sent: number[], items: Verdict[]): Run {
  const verdicts = { ...run.verdicts }
  for (const verdict of items) {
    const row = sent[verdict.row]
    if (row !== undefined) verdicts[row] = verdict
  }
  return { ...run, verdicts }
}

export function verdictCounts(run: Run): { created: number; known: number; rejected: number; unsent: number } {
  const counts = { created: 0, known: 0, rejected: 0, unsent: 0 }
  run.rows.forEach((_, i) => {
    counts[run.verdicts[i]?.verdict ?? 'unsent'] += 1
  })
  return counts
}
