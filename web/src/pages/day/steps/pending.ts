import { useMemo, useSyncExternalStore } from 'react'
import type { BoardRow, StepName } from '../../../api/desk.ts'
import {
  dropPending,
  type PendingSteps,
  type PendingWrite,
  type ShownVisit,
  shownVisit,
  withFailure,
} from './shown-visit.ts'

/** Steps of this tab that are not answered yet: one place, at which every screen looks. */

let pending: PendingSteps = new Map()
const listeners = new Set<() => void>()

function become(next: PendingSteps): void {
  pending = next
  for (const listener of listeners) listener()
}

/** A write to a visit begins. @returns what to call when an attempt was not answered, and when the write is over. */
export function beginPending(id: string, name: StepName | 'move', shown: Partial<BoardRow>) {
  const write: PendingWrite = { name, shown, failures: 0, key: Symbol(name) }
  become(new Map(pending).set(id, write))
  return {
    failed: (attempt: number) => become(withFailure(pending, id, write.key, attempt)),
    over: () => become(dropPending(pending, id, write.key)),
  }
}

function usePending(): PendingSteps {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => pending,
  )
}

/** These visits as they are to be shown while steps are under way. */
export function useShownVisits<Row extends BoardRow>(visits: readonly Row[]): ShownVisit<Row>[] {
  const steps = usePending()
  return useMemo(() => visits.map(visit => shownVisit(visit, steps)), [visits, steps])
}
