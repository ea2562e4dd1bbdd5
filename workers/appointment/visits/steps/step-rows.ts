import { and, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { insertFrom } from '#shared/database/insert-where'
import type { Status } from '../contract.ts'
import { type AppointmentRow, appointment, appointmentStep } from '../schema.ts'
import { reachable } from '../view.ts'

/** The columns that a step can change and `undo` restores. The queue number is not restored: a visit keeps it for the day. */
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

/** The visit before a step, as JSON. The names come from `restorable`, never from a client. */
const beforeStep = sql`json_object(${sql.join(
  restorable.map(name => sql`${sql.raw(`'${name}'`)}, ${appointment[name]}`),
  sql.raw(', '),
)})`

/**
 * The row of a step. In the batch it stands right before the UPDATE of the visit and has the same condition.
 *
 * @param action `changed` for a change of time, staff or room, which leaves the status as it is.
 * @param to the status after the step; without it the status stays.
 */
export function stepRow(context: Context, id: string, action: string, at: number, when: SQL | undefined, to?: Status) {
  return stepRows(context, reachable(context, id), action, at, when, to)
}

/** The rows of a step for every visit of a condition, which must name the clinic. */
export function stepRows(
  context: Context,
  ofVisits: SQL | undefined,
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
    sql`FROM ${appointment} WHERE ${and(ofVisits, when)}`,
  )
}
