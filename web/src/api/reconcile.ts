/**
 * Answers come in another order than they were asked: a board that was asked before a write and answered after it knows nothing of that
 * write. These rules decide, by version and by the moment of asking, what of an answer is shown. Pure.
 */

/** A visit as far as its order among answers depends on it. */
export interface VisitRow {
  id: string
  version: number
  startsAt: string
  endsAt: string
}

/** The newest state of a visit that any answer has told, and when that answer came (milliseconds of one clock). */
export interface Known<Row extends VisitRow> {
  row: Row
  at: number
}

/** Instants, the end exclusive. */
export interface Range {
  from: string
  to: string
}

/** Whether a range shows a visit: the board's own rule, which counts what overlaps. */
export function isWithin({ startsAt, endsAt }: Pick<VisitRow, 'startsAt' | 'endsAt'>, { from, to }: Range): boolean {
  return startsAt < to && endsAt > from
}

const byStart = (a: VisitRow, b: VisitRow) => a.startsAt.localeCompare(b.startsAt) || (a.id < b.id ? -1 : 1)

/**
 * The rows of an answer, corrected by what is known to be newer: an older version is replaced, and removed where the newer one stands
 * elsewhere; what became known only after the question was asked is added.
 *
 * @param asked when the question was asked, on the clock of `Known.at`.
 */
export function reconciled<Row extends VisitRow>(
  items: readonly Row[],
  known: ReadonlyMap<string, Known<Row>>,
  range: Range,
  asked: number,
): Row[] {
  const answered = new Set(items.map(({ id }) => id))
  const newest = items.map(item => {
    const newer = known.get(item.id)?.row
    return newer && newer.version > item.version ? newer : item
  })
  const missing = [...known.values()]
    .filter(({ row, at }) => at >= asked && !answered.has(row.id))
    .map(({ row }) => row)
  const isUnchanged = missing.length === 0 && newest.every((row, index) => row === items[index])
  if (isUnchanged) return [...items]
  return [...newest, ...missing].filter(row => isWithin(row, range)).sort(byStart)
}

/** A list with one visit in its newest state: added, replaced, moved, or gone where the range no longer shows it. An older state changes nothing. */
export function withVisit<Row extends VisitRow>(items: readonly Row[], row: Row, range: Range): Row[] {
  const shown = items.find(({ id }) => id === row.id)
  if (shown && shown.version > row.version) return [...items]
  const others = items.filter(({ id }) => id !== row.id)
  return isWithin(row, range) ? [...others, row].sort(byStart) : others
}

/** Of two states of one object the newer; of equal ones the later told, which may know more of what stands around it. */
export function newerOf<T extends { version: number }>(before: T | undefined, now: T): T {
  return before && before.version > now.version ? before : now
}
