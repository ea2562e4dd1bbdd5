import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { iso, localDate, startOfDay } from '#shared/time'
import { refusalOf } from '../booking-rules/refusal-of.ts'
import { namesOf } from '../other-workers.ts'
import { soon } from '../slots/free-slots.ts'
import { type CancelFailure, setOf, termsOf } from '../visits/cancel.ts'
import { type Ask, askBefore, changeSeen, typeOf } from '../visits/change.ts'
import type { Acting, Appointment, Cancel, ChangeAppointment, ChangeFailure } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { stepRows } from '../visits/steps/transition.ts'
import { steps, toAppointment, type VisitRow, visit, visits } from '../visits/view.ts'
import { shifted } from './recurrence.ts'
import { series } from './schema.ts'

type Results = NonNullable<Appointment['results']>
export type Scope = 'following' | 'all'

/** The visits of a series that such a change reaches: those ahead that are not here yet, from this one on or all. */
function within({ clinicId, at, actor }: Context, anchor: VisitRow, scope: Scope) {
  const today = startOfDay(localDate(at, actor.timezone), actor.timezone)
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.seriesId, anchor.seriesId ?? ''),
    gte(appointment.startsAt, scope === 'following' ? anchor.startsAt : Math.min(today, anchor.startsAt)),
    inArray(appointment.status, ['booked', 'confirmed']),
  )
}

/** The visit by which a series was named, if it is one of a series and still what was seen. */
async function anchorOf(
  context: Context,
  { id, version }: Acting<unknown>,
): Promise<Result<VisitRow, 'not_found' | 'stale' | 'forbidden'>> {
  if (context.reach === 'own') return fail('forbidden')
  const [row] = await visit(context, id)
  if (!row) return fail('not_found')
  return version === undefined || row.version === version ? ok(row) : fail('stale')
}

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

/**
 * Cancel the visits of a series that are ahead, in one write: all of them or none.
 *
 * @returns the named visit with `results`; `wrong_status` where none of them can be cancelled any more.
 */
export async function cancelSeries(
  context: Context<AppointmentEnv>,
  input: Acting<Cancel>,
  scope: Scope,
): Promise<Result<Appointment, CancelFailure>> {
  const { db, clinicId, at } = context
  const found = await anchorOf(context, input)
  if (!found.ok) return found
  const anchor = found.value
  const terms = await termsOf(context, input)
  if (!terms.ok) return terms
  const whose = within(context, anchor, scope)
  const seen = sql`EXISTS (SELECT 1 FROM appointment a WHERE a.clinic_id = ${clinicId} AND a.id = ${anchor.id}
    AND a.version = ${anchor.version})`
  const { cancelled } = await batch(db, {
    step: stepRows(context, whose, 'cancelled', terms.value.at, seen, 'cancelled'),
    cancelled: db
      .update(appointment)
      .set({
        ...setOf(input, terms.value.at, terms.value.lateMinutes),
        status: 'cancelled',
        version: sql`${appointment.version} + 1`,
        updatedAt: at,
      })
      .where(and(whose, seen))
      .returning({ id: appointment.id, startsAt: appointment.startsAt }),
    // One row, by which the ledger's rows know that there was something to cancel.
    series: db
      .update(series)
      .set({ version: sql`${series.version} + 1`, updatedAt: at })
      .where(and(eq(series.clinicId, clinicId), eq(series.id, anchor.seriesId ?? ''), sql`changes() > 0`)),
    change: changeRows(context, {
      object: 'series',
      objectId: anchor.seriesId ?? '',
      action: 'series.cancelled',
      detail: { from: anchor.id, scope },
      patient: anchor.patientId,
    }),
    repeat: repeatRows(context, anchor.id),
  })
  if (cancelled.length === 0) return fail('wrong_status', { status: anchor.status })
  const results = cancelled.map(one => ({ id: one.id, outcome: 'cancelled' as const, startsAt: iso(one.startsAt) }))
  return withResults(context, anchor.id, results)
}

async function withResults(
  context: Context<AppointmentEnv>,
  id: string,
  results: Results,
): Promise<Result<Appointment, 'not_found'>> {
  const {
    row: [row],
    history,
  } = await batch(context.db, {
    row: visit(context, id),
    history: steps(context, id),
  })
  if (!row) return fail('not_found')
  const inOrder = results.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  return ok({ ...toAppointment(row, history, await namesOf(context, [row])), results: inOrder })
}
