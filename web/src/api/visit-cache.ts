import type { Appointment, Board, BoardRow } from '../../../workers/appointment/visits/contract.ts'
import { addDays, instantOf } from '../i18n/time.ts'
import { noteVisit } from './known-visits.ts'
import { queries } from './query-client.ts'
import { newerOf, type Range, withVisit } from './reconcile.ts'
import { rememberVersion } from './write-queue.ts'

/** Where a written visit is shown from its own answer, and what has to be asked again since the answer does not say it. */

/** The lists whose other contents a write may change: who waits how long, which times are free. */
type Around = 'slots' | 'queue' | 'room-board' | 'waitlist' | 'unclosed' | 'board'

/** Milliseconds until these are asked: several writes in a row ask once, and a form that closes meanwhile does not ask at all. */
const pause = 250

const around = new Set<Around>()
let timer: ReturnType<typeof setTimeout> | undefined

/** The instants of calendar dates, the end exclusive. */
export function instantsOf(from: string, to = addDays(from, 1)): Range {
  return { from: instantOf(from), to: instantOf(to) }
}

export function rowOf(visit: Appointment): BoardRow {
  return { ...visit, overbooked: visit.overbook !== undefined }
}

/** Show a visit that the server returned in every board that covers it, and in its own place. */
export function cacheVisit(visit: Appointment): Appointment {
  rememberVersion(visit)
  const row = rowOf(visit)
  noteVisit(row)
  queries.setQueryData<Appointment>(['visit', visit.id], before => newerOf(before, visit))
  for (const query of queries.getQueryCache().findAll({ queryKey: ['board'] })) {
    const [, from, to] = query.queryKey
    const { data, isInvalidated } = query.state
    if (query.queryKey.length !== 3 || typeof from !== 'string' || typeof to !== 'string' || !data) continue
    queries.setQueryData<Board>(
      query.queryKey,
      board => board && { ...board, items: withVisit(board.items, row, instantsOf(from, to)) },
    )
    // What somebody else has changed in it is still to be asked.
    if (isInvalidated) query.invalidate()
  }
  queries.setQueriesData<{ items: { id: string; version: number }[] }>(
    { queryKey: ['queue'] },
    queue => queue && { ...queue, items: waitingWith(queue.items, row) },
  )
  return visit
}

/** Whoever no longer waits is gone from the queue at once; the others keep the place and the estimate that the server gave them. */
function waitingWith<Row extends { id: string; version: number }>(items: readonly Row[], row: BoardRow): Row[] {
  return items.flatMap(item => {
    if (item.id !== row.id || item.version > row.version) return [item]
    return row.status === 'arrived' ? [{ ...item, ...row }] : []
  })
}

/** Ask again, in a moment, what stands around a written visit, where it is shown. */
export function askAround(names: readonly Around[]): void {
  for (const name of names) {
    around.add(name)
    void queries.invalidateQueries({ queryKey: [name], refetchType: 'none' })
  }
  clearTimeout(timer)
  timer = setTimeout(() => {
    const asked = [...around]
    around.clear()
    for (const name of asked) void queries.refetchQueries({ queryKey: [name], type: 'active', stale: true })
  }, pause)
}

/** Invalidate every query that shows a changed visit: where several have changed, or nobody knows what has. */
export async function invalidateDesk(id?: string): Promise<void> {
  const keys = [
    ['board'],
    ['unclosed'],
    ['slots'],
    ['queue'],
    ['room-board'],
    ['waitlist'],
    ...(id ? [['visit', id]] : []),
  ]
  await Promise.all(keys.map(queryKey => queries.invalidateQueries({ queryKey })))
}

/** A write of a visit: shown from its answer; where it fails, everything is asked again. */
export async function afterVisitWrite(
  request: Promise<Appointment>,
  names: readonly Around[],
  id?: string,
): Promise<Appointment> {
  try {
    const visit = cacheVisit(await request)
    askAround(names)
    // Of a series others have changed with it.
    if (visit.results) void invalidateDesk()
    return visit
  } catch (error) {
    void invalidateDesk(id)
    throw error
  }
}
