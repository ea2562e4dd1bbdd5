import { and, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { insertFrom } from '#shared/database/insert-where'
import type { Status } from '../contract.ts'
import { type AppointmentRow, appointment, appointmentStep } from '../schema.ts'
import { reachable } from '../view.ts'

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
