import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { busyFailureOf } from '../../booking-rules/busy-failure.ts'
import { withBusyUntil } from '../../booking-rules/busy-until.ts'
import { namesOf } from '../../other-workers.ts'
import type { Appointment, BusyFailure, Status, WithId } from '../contract.ts'
import { appointment } from '../schema.ts'
import { patientOf, reachable, steps, toAppointment, visit } from '../view.ts'
import type { StepFailure } from './contract.ts'
import { stepRow } from './step-rows.ts'

export interface Transition {
  /** The step's name in the past tense, for the change row and the step's row: `checked_in`. */
  action: string
  from: readonly Status[]
  to: Status
  /** The instant of the step; see `instantOf`. */
  at: number
  set: SQLiteUpdateSetSource<typeof appointment>
  /** A condition in addition to the status. */
  when?: SQL
}

/**
 * Take one step of a visit, in one batch: the step's row, the UPDATE whose WHERE has the allowed statuses (and the version, where the client
 * sent one), the change row, the idempotency row, and the visit as it is now. Of two at once, one is `wrong_status`.
 *
 * @returns the visit; `not_found`; `stale`; `wrong_status` with the present status; `invalid_request` for an instant before the
 *   previous step; or the trigger's failure (`staff_busy` … where a visit takes its time again).
 */
export async function takeStep(
  context: Context<AppointmentEnv>,
  { id, version }: WithId<unknown>,
  { action, from, to, at, set, when }: Transition,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const { db } = context
  // Only an instant that a person entered is checked against the previous step: the clocks of two gateways may differ a little.
  const typed = at < context.at
  const lastAt = sql`coalesce(${appointment.finishedAt}, ${appointment.startedAt}, ${appointment.arrivedAt}, 0)`
  const inOrder = typed ? sql`${lastAt} <= ${at}` : undefined
  const allowed = and(
    inArray(appointment.status, [...from]),
    version === undefined ? undefined : eq(appointment.version, version),
    inOrder,
    when,
  )
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      step: stepRow(context, id, action, at, allowed, to),
      changed: db
        .update(appointment)
        .set({ ...set, status: to, version: sql`${appointment.version} + 1`, updatedAt: context.at })
        .where(and(reachable(context, id), allowed))
        .returning({ id: appointment.id }),
      row: visit(context, id),
      history: steps(context, id),
      change: changeRows(context, {
        object: 'appointment',
        objectId: id,
        action: `appointment.${action}`,
        patient: patientOf(id),
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) return fail('not_found')
    if (changed) return ok(toAppointment(row, history, await namesOf(context, [row])))
    if (version !== undefined && row.version !== version) return fail('stale')
    if (typed && from.includes(row.status) && (row.finishedAt ?? row.startedAt ?? row.arrivedAt ?? 0) > at) {
      return fail('invalid_request', [{ path: 'at', rule: 'before_the_step_before' }])
    }
    return fail('wrong_status', { status: row.status })
  } catch (error) {
    const busyFailure = busyFailureOf(error)
    if (!busyFailure) throw error
    const [row] = await visit(context, id)
    const staffId = typeof set.staffId === 'string' ? set.staffId : row?.staffId
    const linkedIds = Array.isArray(set.linkedIds) ? set.linkedIds : row?.linkedIds
    return row
      ? withBusyUntil(context, busyFailure, { ...row, staffId: staffId ?? null, linkedIds: linkedIds ?? [] })
      : busyFailure
  }
}
