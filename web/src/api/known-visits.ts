import type { BoardRow } from '../../../workers/appointment/visits/contract.ts'
import { type Known, type Range, reconciled } from './reconcile.ts'

/** What this tab has lately been told of visits, by whichever answer: no older answer puts it back. */

/** Milliseconds after which nothing is under way any more that was asked before. */
const rememberedMs = 60_000

const known = new Map<string, Known<BoardRow>>()

/** What an answer has just told of a visit. */
export function noteVisit(row: BoardRow, at = performance.now()): void {
  for (const [id, before] of known) if (at - before.at > rememberedMs) known.delete(id)
  const before = known.get(row.id)
  if (!before || row.version > before.row.version) known.set(row.id, { row, at })
}

/** Ask for visits, and take of the answer what is not known to be older. */
export async function askVisits<T extends { items: BoardRow[] }>(range: Range, ask: () => Promise<T>): Promise<T> {
  const asked = performance.now()
  const answer = await ask()
  const items = reconciled(answer.items, known, range, asked)
  for (const row of items) noteVisit(row)
  return { ...answer, items }
}

export function knownVisit(id: string): BoardRow | undefined {
  return known.get(id)?.row
}
