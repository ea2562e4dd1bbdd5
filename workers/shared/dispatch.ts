import { mostTries, type OutboxEntry } from './database/outbox.ts'
import { log, thrown } from './log.ts'

/**
 * Applies what outboxes hold. Pure over what is handed in: it knows no Worker and no database, only where entries come from and what is done
 * for each topic.
 */

/** An outbox as the dispatcher sees it: a Worker's, identity's, or the mails'. */
export interface Source {
  /** What is due, oldest first; each is taken until its next try. */
  pending(limit: number): Promise<OutboxEntry[]>
  settled(ids: string[]): Promise<unknown>
  /** Taken and not tried, since one before it in its group failed: the try does not count. */
  deferred(ids: string[]): Promise<unknown>
}

/** What is done for a topic. Applying an entry twice must do no harm: it comes again until it is settled. */
export interface Effect {
  /** Entries of one group keep their order, and one that fails defers the others of its group alone. */
  group: (entry: OutboxEntry) => string
  /** Whether a whole group is applied in one call, and fails or succeeds as one. */
  whole?: boolean
  apply: (entries: OutboxEntry[]) => unknown
}
export type Effects = Partial<Record<string, Effect>>

/** One effect after the other for each object. */
export const forEach = (apply: (entry: OutboxEntry) => Promise<unknown>): Effect => ({
  group: entry => entry.objectId,
  apply: ([entry]) => (entry ? apply(entry) : Promise.resolve()),
})

/** What is told of failures: the first of an entry, and the last before it is parked. */
export type Report = (event: 'outbox.failed' | 'outbox.parked', entry: OutboxEntry, error: unknown) => void

/** To the log: ids, codes and counts. */
export const reportEffect: Report = (event, { clinicId, id, topic, attempts }, error) =>
  log(event, { clinicId, objectId: id, action: topic, count: attempts, ...thrown(error) })

export interface Pace {
  /** Entries that one round takes. */
  perRound: number
  /** Rounds of one dispatch: a sweep has a minute. */
  rounds: number
}

/**
 * Apply what is due of one source and settle it. Groups are applied side by side; what has no effect here stays untouched.
 *
 * @throws what the source throws: it is asked again by the next sweep.
 */
export async function dispatch(
  source: Source,
  effects: Effects,
  report: Report,
  { perRound, rounds }: Pace = { perRound: 1_000, rounds: 20 },
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const due = await source.pending(perRound)
    const groups = Map.groupBy(
      due.filter(entry => effects[entry.topic]),
      entry => `${entry.topic} ${effects[entry.topic]?.group(entry)}`,
    )
    const outcomes = await Promise.all([...groups.values()].map(group => applyGroup(group, effects, report)))
    const settled = outcomes.flatMap(outcome => outcome.settled)
    const deferred = outcomes.flatMap(outcome => outcome.deferred)
    if (settled.length > 0) await source.settled(settled)
    if (deferred.length > 0) await source.deferred(deferred)
    if (due.length < perRound) return
  }
}

async function applyGroup(group: OutboxEntry[], effects: Effects, report: Report) {
  const effect = effects[group[0]?.topic ?? '']
  const settled: string[] = []
  if (!effect) return { settled, deferred: [] }
  const steps = effect.whole ? [group] : group.map(entry => [entry])
  for (const [i, step] of steps.entries()) {
    try {
      await effect.apply(step)
      settled.push(...step.map(({ id }) => id))
    } catch (error) {
      for (const entry of step) {
        if (entry.attempts === 1) report('outbox.failed', entry, error)
        if (entry.attempts >= mostTries) report('outbox.parked', entry, error)
      }
      // Behind a parked one the group goes on; behind one that will be tried again it waits.
      if (step.some(entry => entry.attempts < mostTries)) {
        const deferred = steps.slice(i + 1).flatMap(later => later.map(({ id }) => id))
        return { settled, deferred }
      }
    }
  }
  return { settled, deferred: [] }
}
