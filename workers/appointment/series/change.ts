import { asc } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { type Failure, fail, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { refusalOf } from '../booking-rules/refusal-of.ts'
import { firstSearchSpan } from '../slots/next-free.ts'
import { changeSeen } from '../visits/apply-change.ts'
import { visitTypeOf } from '../visits/change.ts'
import { type AskOtherWorkers, askForAll } from '../visits/change-questions.ts'
import type { Appointment, ChangeAppointment, ChangeFailure } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { type VisitRow, visits } from '../visits/view.ts'
import { shiftedByClock } from './recurrence.ts'
import { namedVisit, type Results, type SeriesScope, seriesVisits, withResults } from './series-visits.ts'

/**
 * Change the visits of a series alike. A new time shifts each by as much local time as the named visit, so that nine stays nine across a
 * clock change. The rules hold for each visit by itself: every result is listed, and a refused visit does not stop the others.
 *
 * @returns the named visit with `results`; its own refusal where every one was refused.
 */
export async function changeSeries(
  context: Context<AppointmentEnv>,
  { id, version, change }: { id: string; version: number; change: Omit<ChangeAppointment, 'scope'> },
  scope: SeriesScope,
): Promise<Result<Appointment, ChangeFailure>> {
  const named = await namedVisit(context, { id, version })
  if (!named.ok) return named
  const namedRow = named.value
  const members = await visits(context)
    .where(seriesVisits(context, namedRow, scope))
    .orderBy(asc(appointment.startsAt))
  if (!members.some(one => one.id === id)) return fail('wrong_status', { status: namedRow.status })
  const to = change.startsAt === undefined ? namedRow.startsAt : Date.parse(change.startsAt)
  const timeOf = (one: VisitRow) => shiftedByClock(one.startsAt, namedRow.startsAt, to, context.actor.timezone)
  const [type, ask] = await Promise.all([visitTypeOf(context, change), askFor(context, members, change, timeOf)])
  // A shift to later begins with the last visit, so that no visit of the series blocks the next one.
  const inOrder = to > namedRow.startsAt ? members.toReversed() : members
  const results: Results = []
  let refused: Failure<ChangeFailure> | undefined
  for (const member of inOrder) {
    const memberChange = change.startsAt === undefined ? change : { ...change, startsAt: iso(timeOf(member)) }
    const outcome = await changeSeen(context, member, memberChange, type, ask)
    results.push(
      outcome.ok
        ? { id: member.id, outcome: 'changed', startsAt: iso(outcome.value.row.startsAt) }
        : { id: member.id, outcome: 'refused', startsAt: iso(member.startsAt), ...refusalOf(outcome) },
    )
    if (!outcome.ok && member.id === id) refused = outcome
  }
  if (refused && results.every(one => one.outcome === 'refused')) return refused
  return withResults(context, id, results)
}

/** The questions to the other Workers, asked once for all new times. */
function askFor(
  context: Context<AppointmentEnv>,
  members: readonly VisitRow[],
  change: ChangeAppointment,
  timeOf: (one: VisitRow) => number,
): Promise<AskOtherWorkers> {
  const spans = members.map(one => ({ from: timeOf(one), to: timeOf(one) + firstSearchSpan }))
  const staff = [
    change.staffId,
    ...(change.assistantIds ?? []),
    ...members.flatMap(one => [one.staffId, ...one.assistantIds]),
  ]
  const staffIds = [...new Set(staff.filter(one => typeof one === 'string'))]
  return askForAll(context, { spans, staffIds, patientIds: members.map(one => one.patientId) })
}
