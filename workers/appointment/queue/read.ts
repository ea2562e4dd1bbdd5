import { and, eq, isNotNull } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { ok, type Result } from '#shared/result'
import { iso, localDate } from '#shared/time'
import { namesOf } from '../other-workers.ts'
import { appointment } from '../visits/schema.ts'
import { toBoardRow, type VisitRow, visits } from '../visits/view.ts'
import { callingOrder, dueOf, inCallingOrder, waitingOn } from './calling-order.ts'
import type { Queue, ReadQueue } from './contract.ts'
import { estimates, type Pace } from './estimate.ts'

const minute = 60_000

/** The visits that have started on a day of the clinic, with what tells their length. */
export function startedOn({ db, clinicId }: Context, date: string) {
  return db
    .select({
      staffId: appointment.staffId,
      startedAt: appointment.startedAt,
      finishedAt: appointment.finishedAt,
      completedAt: appointment.completedAt,
      startsAt: appointment.startsAt,
      endsAt: appointment.endsAt,
    })
    .from(appointment)
    .where(and(eq(appointment.clinicId, clinicId), eq(appointment.queueDate, date), isNotNull(appointment.startedAt)))
}
type Started = Awaited<ReturnType<typeof startedOn>>

/**
 * The queue: visits whose patient has arrived and not started, in `callingOrder`, with the estimated waits (estimate.ts). One read of the
 * day's queue numbers, then the names.
 *
 * @param query the clinic's local day; today without it. Waits are estimated for today alone.
 */
export async function readQueue(context: Context<AppointmentEnv>, query: ReadQueue): Promise<Result<Queue>> {
  const { db, clinicId, at, actor } = context
  const today = localDate(at, actor.timezone)
  const date = query.date ?? today
  const { arrived, started } = await batch(db, {
    arrived: visits(context)
      .where(waitingOn(clinicId, date))
      .orderBy(...callingOrder),
    started: startedOn(context, date),
  })
  const called = arrived.filter(row => row.calledAt !== null)
  const waiting = arrived.filter(row => row.calledAt === null)
  const waits = date === today ? waitsOf(called.sort(inCallingOrder), waiting, started, at) : undefined
  const names = await namesOf(context, arrived)
  const latestFirst = called.toSorted((a, b) => (b.calledAt ?? 0) - (a.calledAt ?? 0))
  return ok({
    date,
    items: [
      ...latestFirst.map(row => entry(row)),
      ...waiting.map((row, i) => ({ ...entry(row), place: i + 1, estimatedWait: waits?.get(row.id) })),
    ],
  })

  function entry(row: VisitRow) {
    return {
      ...toBoardRow(row, names),
      queueNumber: row.queueNumber ?? 0,
      arrivedAt: iso(row.arrivedAt ?? row.createdAt),
    }
  }
}

function waitsOf(called: readonly VisitRow[], waiting: readonly VisitRow[], started: Started, at: number) {
  const paces = pacesOf(started)
  const waiters = [...called, ...waiting].map(row => ({
    id: row.id,
    staffId: row.calledStaffId ?? row.staffId,
    due: row.calledAt === null ? dueOf(row) : at,
    minutes: (row.endsAt - row.startsAt) / minute,
  }))
  for (const { staffId } of waiters) if (staffId !== null && !paces.has(staffId)) paces.set(staffId, { finished: [] })
  return estimates(waiters, paces, at)
}

/** The pace of each member of staff, from the visits that have started today. */
function pacesOf(started: Started): Map<string, Pace> {
  const paces = new Map<string, Pace>()
  for (const { staffId, startedAt, finishedAt, completedAt, startsAt, endsAt } of started) {
    if (staffId === null || startedAt === null) continue
    const pace: Pace = paces.get(staffId) ?? { finished: [] }
    const endedAt = finishedAt ?? completedAt
    if (endedAt === null) pace.running = { since: startedAt, minutes: (endsAt - startsAt) / minute }
    else pace.finished.push((endedAt - startedAt) / minute)
    paces.set(staffId, pace)
  }
  return paces
}
