import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { type CancelFailure, setOf, termsOf } from '../visits/cancel.ts'
import type { Acting, Appointment, Cancel } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { stepRows } from '../visits/steps/step-rows.ts'
import { series } from './schema.ts'
import { anchorOf, type Scope, within, withResults } from './series-visits.ts'

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
