import { and, eq, gte, inArray } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { namesOf } from '../other-workers.ts'
import type { Appointment, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { steps, toAppointment, type VisitRow, visit } from '../visits/view.ts'

export type Results = NonNullable<Appointment['results']>

export type SeriesScope = 'following' | 'all'

/** The visits of a series that a change or cancellation reaches: booked or confirmed, from the named visit on or all from today on. */
export function seriesVisits({ clinicId, at, actor }: Context, namedRow: VisitRow, scope: SeriesScope) {
  const today = startOfDay(localDate(at, actor.timezone), actor.timezone)
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.seriesId, namedRow.seriesId ?? ''),
    gte(appointment.startsAt, scope === 'following' ? namedRow.startsAt : Math.min(today, namedRow.startsAt)),
    inArray(appointment.status, ['booked', 'confirmed']),
  )
}

/** The visit that the request names, in the version that was seen; `forbidden` for patients. */
export async function namedVisit(
  context: Context,
  { id, version }: WithId<unknown>,
): Promise<Result<VisitRow, 'not_found' | 'stale' | 'forbidden'>> {
  if (context.reach === 'own') return fail('forbidden')
  const [row] = await visit(context, id)
  if (!row) return fail('not_found')
  return version === undefined || row.version === version ? ok(row) : fail('stale')
}

export async function withResults(
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
