import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { accessRow } from '#shared/database/access-row'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { change, changesFrom, idempotency } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { busyFailureOf } from '../booking-rules/busy-failure.ts'
import { namesOf, staffCards } from '../other-workers.ts'
import type { Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { patientOf, reachable, steps, toAppointment, visit } from '../visits/view.ts'
import { callColumns } from './calling.ts'
import { callingOrder, uncalled, waitingOn } from './calling-order.ts'
import type { CallNext } from './contract.ts'

/**
 * Call the next patient. The write chooses the patient, so that several desks at once call different patients. With `staffId` only
 * patients who wait for this member of staff, for anyone, or for one of their specialties.
 *
 * The insert of the change row chooses; the UPDATE and all later statements read the visit's id from that row.
 *
 * @returns the visit, or `nothing_to_call`, `staff_not_found`, `staff_archived`, `room_not_found`.
 */
export async function callNext(
  context: Context<AppointmentEnv>,
  input: CallNext,
): Promise<Result<Appointment, 'nothing_to_call' | 'staff_not_found' | 'staff_archived' | 'room_not_found'>> {
  const { db, clinicId, at, actor } = context
  const forStaff = await waitsForStaff(context, input.staffId)
  if (!forStaff.ok) return forStaff
  const changeId = newId('change')
  const chosen = sql`(SELECT object_id FROM ${change} WHERE id = ${changeId})`
  const isCandidate = and(waitingOn(clinicId, localDate(at, actor.timezone)), uncalled, forStaff.value)
  const choice = {
    id: changeId,
    object: 'appointment',
    objectId: appointment.id,
    action: 'appointment.called',
    patient: appointment.patientId,
  } as const
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      chosenChange: changesFrom(
        context,
        choice,
        sql`FROM ${appointment} WHERE ${isCandidate} ORDER BY ${sql.join(callingOrder, sql`, `)} LIMIT 1`,
      ),
      changed: db
        .update(appointment)
        .set(callColumns(context, input))
        .where(reachable(context, chosen))
        .returning({ id: appointment.id }),
      row: visit(context, chosen),
      history: steps(context, chosen),
      access: accessRow(context, changeId, patientOf(chosen)),
      repeat: repeatOf(context, changeId),
    })
    if (!changed || !row) return fail('nothing_to_call')
    return ok(toAppointment(row, history, await namesOf(context, [row])))
  } catch (error) {
    if (busyFailureOf(error)?.code === 'room_not_found') return fail('room_not_found')
    throw error
  }
}

/** Like `repeatRows`, for the visit whose id stands in the change row. */
function repeatOf({ actor, clinicId, at, db }: Context, changeId: string) {
  const { repeat, accountId } = actor
  if (!repeat) return []
  const { route, key, bodyHash } = repeat
  return [
    insertFrom(
      db,
      idempotency,
      { clinicId, accountId, route, key, bodyHash, objectId: sql`object_id`, createdAt: at },
      sql`FROM ${change} WHERE id = ${changeId}`,
    ),
  ]
}

/** The condition for visits that wait for this member of staff; undefined without an id. */
async function waitsForStaff(
  context: Context<AppointmentEnv>,
  staffId: string | undefined,
): Promise<Result<SQL | undefined, 'staff_not_found' | 'staff_archived'>> {
  if (staffId === undefined) return ok(undefined)
  const [card] = await staffCards(context, [staffId], budgets.checkBeforeWrite)
  if (!card) return fail('staff_not_found')
  if (card.archived) return fail('staff_archived')
  const specialties = JSON.stringify(card.specialties)
  const forAnyone = and(
    isNull(appointment.staffId),
    or(isNull(appointment.specialty), sql`${appointment.specialty} IN (SELECT value FROM json_each(${specialties}))`),
  )
  return ok(or(eq(appointment.staffId, staffId), forAnyone))
}
