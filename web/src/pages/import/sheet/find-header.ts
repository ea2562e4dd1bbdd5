import { matchColumns } from '../fields.ts'
import type { TableRow } from './parse-table.ts'

/** Rows among which the headers are looked for, and of which one may be chosen. */
export const headerCandidates = 15

/** Which row holds the headers: the one with the most headers that are known, else the first with as many cells as most. */
export function headerRowOf(rows: TableRow[]): number {
  const first = rows.slice(0, headerCandidates).map(({ cells }) => cells)
  const known = first.map(cells => matchColumns(cells).filter(target => target !== null).length)
  const most = Math.max(0, ...known)
  if (most > 0) return known.indexOf(most)
  const filled = first.map(cells => cells.filter(cell => cell.trim() !== '').length)
  return Math.max(0, filled.indexOf(Math.max(0, ...filled)))
}
