import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { type CancelFailure, cancellationColumns, cancellationTerms } from '../visits/cancel.ts'
import type { Appointment, Cancel, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { stepRows } from '../visits/steps/step-rows.ts'
import { series } from './schema.ts'
import { namedVisit, type SeriesScope, seriesVisits, withResults } from './series-visits.ts'

/**
 * Cancel the visits of a series that are ahead, in one write: all of them or none.
 *
 * @returns the named visit with `results`; `wrong_status` where none of them can be cancelled any more.
 */
export async function cancelSeries(
  context: Context<AppointmentEnv>,
  input: WithId<Cancel>,
  scope: SeriesScope,
): Promise<Result<Appointment, CancelFailure>> {
  const { db, clinicId, at } = context
  const named = await namedVisit(context, input)
  if (!named.ok) return named
  const namedRow = named.value
  const terms = await cancellationTerms(context, input)
  if (!terms.ok) return terms
  const reachedVisits = seriesVisits(context, namedRow, scope)
  const isAsSeen = sql`EXISTS (SELECT 1 FROM appointment a WHERE a.clinic_id = ${clinicId} AND a.id = ${namedRow.id}
    AND a.version = ${namedRow.version})`
  const { cancelled } = await batch(db, {
    step: stepRows(context, reachedVisits, 'cancelled', terms.value.at, isAsSeen, 'cancelled'),
    cancelled: db
      .update(appointment)
      .set({
        ...cancellationColumns(input, terms.value.at, terms.value.lateMinutes),
        status: 'cancelled',
        version: sql`${appointment.version} + 1`,
        updatedAt: at,
      })
      .where(and(reachedVisits, isAsSeen))
      .returning({ id: appointment.id, startsAt: appointment.startsAt }),
    // The change row is written only where this update changed a row, that is where a visit was cancelled.
    series: db
      .update(series)
      .set({ version: sql`${series.version} + 1`, updatedAt: at })
      .where(and(eq(series.clinicId, clinicId), eq(series.id, namedRow.seriesId ?? ''), sql`changes() > 0`)),
    change: changeRows(context, {
      object: 'series',
      objectId: namedRow.seriesId ?? '',
      action: 'series.cancelled',
      detail: { from: namedRow.id, scope },
      patient: namedRow.patientId,
    }),
    repeat: repeatRows(context, namedRow.id),
  })
  if (cancelled.length === 0) return fail('wrong_status', { status: namedRow.status })
  const results = cancelled.map(one => ({ id: one.id, outcome: 'cancelled' as const, startsAt: iso(one.startsAt) }))
  return withResults(context, namedRow.id, results)
}
