import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { localDate, startOfDay } from '#shared/time'
import { untilWhen } from '../../booking-rules/busy-times.ts'
import { namesOf } from '../../other-workers.ts'
import type { Acting, Appointment, BusyFailure, Status } from '../contract.ts'
import { type AppointmentRow, appointment, appointmentStep } from '../schema.ts'
import { patientOf, reachable, steps, toAppointment, visit } from '../view.ts'
import type { StepFailure } from './contract.ts'

/** What a step may change, and what undoing it therefore restores. The queue number is not among it: it is given once a day. */
export const restorable = [
  'status',
  'startsAt',
  'endsAt',
  'busyFrom',
  'busyUntil',
  'staffId',
  'roomId',
  'visitTypeId',
  'mode',
  'reason',
  'urgent',
  'overbookReason',
  'assistantIds',
  'arrivedAt',
  'startedAt',
  'finishedAt',
  'completedAt',
  'cancelledAt',
  'cancelledBy',
  'cancelledCode',
  'cancelledReason',
  'cancelledLate',
] as const satisfies readonly (keyof AppointmentRow)[]
export type Restorable = Pick<AppointmentRow, (typeof restorable)[number]>

/** The visit as it is before a step, as JSON. Names are ours, never a client's. */
const beforeStep = sql`json_object(${sql.join(
  restorable.map(name => sql`${sql.raw(`'${name}'`)}, ${appointment[name]}`),
  sql.raw(', '),
)})`

/**
 * The row that keeps a step, to stand in the batch right before its UPDATE and under the same condition.
 *
 * @param action `changed` for a change of time or place, of which no status comes.
 * @param to the status after it; without one, the status stays.
 */
export function stepRow(context: Context, id: string, action: string, at: number, when: SQL | undefined, to?: Status) {
  return stepRows(context, reachable(context, id), action, at, when, to)
}

/** The same for every visit that a condition names, the clinic among it. */
export function stepRows(
  context: Context,
  whose: SQL | undefined,
  action: string,
  at: number,
  when: SQL | undefined,
  to?: Status,
) {
  const { actor, db } = context
  return insertFrom(
    db,
    appointmentStep,
    {
      clinicId: appointment.clinicId,
      appointmentId: appointment.id,
      number: sql`${appointment.version} + 1`,
      action,
      status: to ?? sql`${appointment.status}`,
      at,
      notedAt: context.at,
      accountId: actor.accountId,
      actorName: actor.name,
      beforeStep,
    },
    sql`FROM ${appointment} WHERE ${and(whose, when)}`,
  )
}

export interface Transition {
  /** A word of the past, as the change row and the step keep it: `checked_in`. */
  action: string
  from: readonly Status[]
  to: Status
  /** The instant of the step; see `instantOf`. */
  at: number
  set: SQLiteUpdateSetSource<typeof appointment>
  /** What must hold besides the status, in SQL. */
  when?: SQL
}

/**
 * Take one step of a visit, in one batch: the row that keeps the step, the UPDATE whose WHERE holds the allowed statuses (and the version,
 * where the client sent one), the change row, the idempotency row, and the visit as it is now. Of two at once, one finds its status gone.
 *
 * @returns the visit; `not_found`; `stale`; `wrong_status` with the present status; `invalid_request` for an instant before the step
 *   before; or what the database refused (`staff_busy` … where a visit comes back to life).
 */
export async function takeStep(
  context: Context<AppointmentEnv>,
  { id, version }: Acting<unknown>,
  { action, from, to, at, set, when }: Transition,
): Promise<Result<Appointment, StepFailure | BusyFailure>> {
  const { db } = context
  // Only a time that somebody typed can be wrong; the clocks of two gateways may differ by a moment.
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
    const busy = busyOf(error)
    if (!busy) throw error
    const [row] = await visit(context, id)
    const staffId = typeof set.staffId === 'string' ? set.staffId : row?.staffId
    const linkedIds = Array.isArray(set.linkedIds) ? set.linkedIds : row?.linkedIds
    return row ? untilWhen(context, busy, { ...row, staffId: staffId ?? null, linkedIds: linkedIds ?? [] }) : busy
  }
}

/** What the triggers refused, as a failure. */
export function busyOf(error: unknown): Failure<BusyFailure> | undefined {
  const word = refusal(error)
  const known = busyWords.find(one => one === word)
  return known && fail(known)
}

const busyWords = [
  'staff_busy',
  'room_busy',
  'patient_busy',
  'room_not_found',
  'slot_held',
  'daily_limit',
  'too_many_open',
] as const satisfies BusyFailure[]

/** When a step happened: now, or an instant of today that has passed. `undefined` for any other day and for what lies ahead. */
export function instantOf({ at, actor }: Context, given: string | undefined): number | undefined {
  if (given === undefined) return at
  const instant = Date.parse(given)
  const today = startOfDay(localDate(at, actor.timezone), actor.timezone)
  return instant >= today && instant <= at ? instant : undefined
}
