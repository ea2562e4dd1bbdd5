import { asc } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { type Failure, fail, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { refusalOf } from '../booking-rules/refusal-of.ts'
import { soon } from '../slots/next-free.ts'
import { changeSeen } from '../visits/apply-change.ts'
import { typeOf } from '../visits/change.ts'
import { type Ask, askBefore } from '../visits/change-questions.ts'
import type { Appointment, ChangeAppointment, ChangeFailure } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { type VisitRow, visits } from '../visits/view.ts'
import { shifted } from './recurrence.ts'
import { anchorOf, type Results, type Scope, within, withResults } from './series-visits.ts'

/**
 * Change the visits of a series alike. A new time shifts each by as much of the clinic's clock as the named one, so nine stays nine across
 * a clock change. Each keeps to the rules by itself: what became of each is listed, and one that is refused keeps none of the others back.
 *
 * @returns the named visit with `results`; its own refusal where every one was refused.
 */
export async function changeSeries(
  context: Context<AppointmentEnv>,
  { id, version, change }: { id: string; version: number; change: Omit<ChangeAppointment, 'scope'> },
  scope: Scope,
): Promise<Result<Appointment, ChangeFailure>> {
  const found = await anchorOf(context, { id, version })
  if (!found.ok) return found
  const anchor = found.value
  const members = await visits(context)
    .where(within(context, anchor, scope))
    .orderBy(asc(appointment.startsAt))
  if (!members.some(one => one.id === id)) return fail('wrong_status', { status: anchor.status })
  const to = change.startsAt === undefined ? anchor.startsAt : Date.parse(change.startsAt)
  const timeOf = (one: VisitRow) => shifted(one.startsAt, anchor.startsAt, to, context.actor.timezone)
  const [type, ask] = await Promise.all([typeOf(context, change), askFor(context, members, change, timeOf)])
  // Towards the later the last one first, so that no visit of the series is in the way of the next.
  const inOrder = to > anchor.startsAt ? members.toReversed() : members
  const results: Results = []
  let refused: Failure<ChangeFailure> | undefined
  for (const member of inOrder) {
    const own = change.startsAt === undefined ? change : { ...change, startsAt: iso(timeOf(member)) }
    const outcome = await changeSeen(context, member, own, type, ask)
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

/** What is to be asked for every new time. */
function askFor(
  context: Context<AppointmentEnv>,
  members: readonly VisitRow[],
  change: ChangeAppointment,
  timeOf: (one: VisitRow) => number,
): Promise<Ask> {
  const spans = members.map(one => ({ from: timeOf(one), to: timeOf(one) + soon }))
  const staff = [
    change.staffId,
    ...(change.assistantIds ?? []),
    ...members.flatMap(one => [one.staffId, ...one.assistantIds]),
  ]
  const staffIds = [...new Set(staff.filter(one => typeof one === 'string'))]
  return askBefore(context, { spans, staffIds, patientIds: members.map(one => one.patientId) })
}
