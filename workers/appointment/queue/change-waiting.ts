import { and, eq, type SQL } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { busyFailureOf } from '../booking-rules/busy-failure.ts'
import { namesOf } from '../other-workers.ts'
import type { Appointment, WithId } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { patientOf, reachable, steps, toAppointment, visit } from '../visits/view.ts'

type Set = Parameters<ReturnType<Context['db']['update']>['set']>[0]

/** Update a waiting visit under a condition, with its change row. No step is written, since a call cannot be undone. */
export async function changeWaiting(
  context: Context<AppointmentEnv>,
  { id, version }: WithId<unknown>,
  action: string,
  when: SQL | undefined,
  set: Set,
): Promise<Result<Appointment, 'not_found' | 'stale' | 'wrong_status' | 'room_not_found'>> {
  const { db } = context
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      changed: db
        .update(appointment)
        .set(set)
        .where(
          and(
            reachable(context, id),
            eq(appointment.status, 'arrived'),
            when,
            version === undefined ? undefined : eq(appointment.version, version),
          ),
        )
        .returning({ id: appointment.id }),
      row: visit(context, id),
      history: steps(context, id),
      change: changeRows(context, { object: 'appointment', objectId: id, action, patient: patientOf(id) }),
      repeat: repeatRows(context, id),
    })
    if (!row) return fail('not_found')
    if (changed) return ok(toAppointment(row, history, await namesOf(context, [row])))
    if (version !== undefined && row.version !== version) return fail('stale')
    return fail('wrong_status', { status: row.status === 'arrived' && row.calledAt !== null ? 'called' : row.status })
  } catch (error) {
    if (busyFailureOf(error)?.code === 'room_not_found') return fail('room_not_found')
    throw error
  }
}
