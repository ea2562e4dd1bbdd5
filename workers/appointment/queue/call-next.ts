import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { accessRow } from '#shared/database/access-row'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { change, idempotency } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { busyOf } from '../booking-rules/busy-failure.ts'
import { namesOf, staffStandings } from '../other-workers.ts'
import type { Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { patientOf, reachable, steps, toAppointment, visit } from '../visits/view.ts'
import { calling } from './calling.ts'
import { callingOrder, uncalled, waitingOn } from './calling-order.ts'
import type { CallNext } from './contract.ts'

/**
 * Call whoever is next, chosen inside the write: however many desks press at once, each calls somebody else. With `staffId` only who waits
 * for this member of staff, or for anyone, or for one of their specialties.
 *
 * The change row is written first and chooses; the UPDATE and everything after it read whom it chose.
 *
 * @returns the visit, or `nothing_to_call`, `staff_not_found`, `staff_archived`, `room_not_found`.
 */
export async function callNext(
  context: Context<AppointmentEnv>,
  input: CallNext,
): Promise<Result<Appointment, 'nothing_to_call' | 'staff_not_found' | 'staff_archived' | 'room_not_found'>> {
  const { db, clinicId, at, actor } = context
  const line = await lineOf(context, input.staffId)
  if (!line.ok) return line
  const changeId = newId('change')
  const chosen = sql`(SELECT object_id FROM ${change} WHERE id = ${changeId})`
  const waits = and(waitingOn(clinicId, localDate(at, actor.timezone)), uncalled, line.value)
  const next = {
    id: changeId,
    clinicId: appointment.clinicId,
    object: 'appointment',
    objectId: appointment.id,
    action: 'appointment.called',
    accountId: actor.accountId,
    actorName: actor.name,
    requestId: actor.requestId,
    at,
  }
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      choice: insertFrom(
        db,
        change,
        next,
        sql`FROM ${appointment} WHERE ${waits} ORDER BY ${sql.join(callingOrder, sql`, `)} LIMIT 1`,
      ),
      changed: db
        .update(appointment)
        .set(calling(context, input))
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
    if (busyOf(error)?.code === 'room_not_found') return fail('room_not_found')
    throw error
  }
}

/** Like `repeatRows`, for the object that a change row chose. */
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

/** Who waits for this member of staff. */
async function lineOf(
  context: Context<AppointmentEnv>,
  staffId: string | undefined,
): Promise<Result<SQL | undefined, 'staff_not_found' | 'staff_archived'>> {
  if (staffId === undefined) return ok(undefined)
  const [card] = await staffStandings(context, [staffId], budgets.checkBeforeWrite)
  if (!card) return fail('staff_not_found')
  if (card.archived) return fail('staff_archived')
  const specialties = JSON.stringify(card.specialties)
  const forAnyone = and(
    isNull(appointment.staffId),
    or(isNull(appointment.specialty), sql`${appointment.specialty} IN (SELECT value FROM json_each(${specialties}))`),
  )
  return ok(or(eq(appointment.staffId, staffId), forAnyone))
}
