import type { ImportVerdicts } from '../../api/patients.ts'
import { type DateOrder, dateOrderOf } from './cell-values.ts'
import { matchColumns, type Target } from './fields.ts'
import type { Sheet } from './sheet/read-file.ts'

export type Verdict = ImportVerdicts['items'][number]

/** One import from file to result, as it is kept in this browser between reloads. */
export interface Run extends Sheet {
  importId: string
  /** Where the rows come from; with the old record number it says who is known already. */
  source: string
  fileName: string
  guessed: boolean
  mapping: (Target | null)[]
  /** By column of dates: the order in which all of it is read; none where the column contradicts itself and nobody has chosen. */
  dateOrders: Record<number, DateOrder | undefined>
  country: string
  step: 'columns' | 'check' | 'sending' | 'done'
  /** By row; a row without one has not been sent. */
  verdicts: Record<number, Verdict>
}

/** What follows from the headers: which column is what, and in which order its dates are read. */
export function readingOf(sheet: Sheet, usual: DateOrder): Pick<Run, 'mapping' | 'dateOrders'> {
  const mapping = matchColumns(sheet.headers)
  return { mapping, dateOrders: dateOrdersOf({ ...sheet, mapping, dateOrders: {} }, usual) }
}

/** The order of every column of dates: as chosen, as its dates say, or the clinic's usual one where they say nothing. */
export function dateOrdersOf(run: Pick<Run, 'rows' | 'mapping' | 'dateOrders'>, usual: DateOrder): Run['dateOrders'] {
  return Object.fromEntries(
    dateColumns(run).map(column => {
      const order = dateOrderOf(cellsOf(run, column))
      const said = order === 'open' || order === 'none' ? usual : order === 'both' ? undefined : order
      return [column, run.dateOrders[column] ?? said]
    }),
  )
}

export function dateColumns({ mapping }: Pick<Run, 'mapping'>): number[] {
  return mapping.flatMap((target, i) => (target === 'birthDate' || target === 'deceased.date' ? [i] : []))
}

export function cellsOf({ rows }: Pick<Run, 'rows'>, column: number): string[] {
  return rows.map(row => row[column] ?? '')
}

/** Where the rows come from, by the name of the file: the same for its rejected rows and for a copy of it. */
export function sourceOf(fileName: string): string {
  const name = fileName.replace(/\.[^.]+$/, '')
  const copied = /(?:[-_ ](?:rejected|ditolak)|\s*\(\d{1,3}\)|\s*-\s*(?:copy|salinan))$/i
  let source = name
  while (copied.test(source) && source.replace(copied, '').trim() !== '') source = source.replace(copied, '').trim()
  return source.slice(0, 120)
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

/** Every row counts once: `rows = created + known + rejected + unsent`. */
export function verdictCounts(run: Run): { created: number; known: number; rejected: number; unsent: number } {
  const counts = { created: 0, known: 0, rejected: 0, unsent: 0 }
  run.rows.forEach((_, i) => {
    counts[run.verdicts[i]?.verdict ?? 'unsent'] += 1
  })
  return counts
}

/** The rejected rows to be corrected; the others keep what became of them, so that all rows still add up at the end. */
export function withoutRejected(run: Run): Run {
  const verdicts = Object.fromEntries(Object.entries(run.verdicts).filter(([, { verdict }]) => verdict !== 'rejected'))
  return { ...run, verdicts, step: 'check' }
}
