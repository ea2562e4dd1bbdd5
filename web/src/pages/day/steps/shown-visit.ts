import type { BoardRow, StepName } from '../../../api/desk.ts'

/** What a visit looks like while a step of it is under way. Pure. */

export interface PendingWrite {
  name: StepName | 'move'
  /** What will be different once it is taken. */
  shown: Partial<BoardRow>
  /** Attempts that were not answered. */
  failures: number
  key: symbol
}

/** By id of the visit, the latest write of this tab. */
export type PendingSteps = ReadonlyMap<string, PendingWrite>

/** What is under way, for those who show it; never a part of what the server said. */
export interface Pending {
  name: StepName | 'move'
  failures: number
}

export type ShownVisit<Row extends BoardRow = BoardRow> = Row & { pending?: Pending }

const statusAfter: Partial<Record<StepName, BoardRow['status']>> = {
  confirm: 'confirmed',
  'check-in': 'arrived',
  start: 'in_progress',
  'check-out': 'completed',
  cancel: 'cancelled',
  'no-show': 'no_show',
  complete: 'completed',
}

/** What a step will change, as far as it is known before the answer: of an undo nothing. */
export function afterStep(name: StepName): Partial<BoardRow> {
  const status = statusAfter[name]
  return status ? { status } : {}
}

/**
 * A visit with the step that is under way: as it will be while the first attempt runs, marked as pending; as it still is once an attempt
 * was not answered, since nobody knows whether it will be.
 */
export function shownVisit<Row extends BoardRow>(visit: Row, steps: PendingSteps): ShownVisit<Row> {
  const write = steps.get(visit.id)
  if (!write) return visit
  const pending = { name: write.name, failures: write.failures }
  return write.failures === 0 ? { ...visit, ...write.shown, pending } : { ...visit, pending }
}

/** Another attempt of that write was not answered. */
export function withFailure(steps: PendingSteps, id: string, key: symbol, failures: number): PendingSteps {
  const write = steps.get(id)
  return write?.key === key ? new Map(steps).set(id, { ...write, failures }) : steps
}

/** That write is over; one that was begun after it stays. */
export function dropPending(steps: PendingSteps, id: string, key: symbol): PendingSteps {
  if (steps.get(id)?.key !== key) return steps
  return new Map([...steps].filter(([other]) => other !== id))
}
