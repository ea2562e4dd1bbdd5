import { and, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { accessRow } from '#shared/database/access-row'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { change, changeRows, idempotency, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { namesOf, staffStandings } from '../other-workers.ts'
import type { Acting, Appointment } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { knowsStaff } from '../visits/steps/start.ts'
import { busyOf } from '../visits/steps/transition.ts'
import { patientOf, reachable, steps, toAppointment, visit } from '../visits/view.ts'
import { callingOrder, uncalled, waitingOn } from './calling-order.ts'
import type { Call, CallNext } from './contract.ts'

type Refused = 'not_found' | 'stale' | 'wrong_status' | 'staff_not_found' | 'staff_archived' | 'room_not_found'

/** What a call leaves on the visit: without a room or a doctor named, the visit's own. */
function calling({ at }: Context, { roomId, staffId }: Call) {
  return {
    calledAt: at,
    callCount: sql`${appointment.callCount} + 1`,
    calledRoomId: roomId ?? appointment.roomId,
    calledStaffId: staffId ?? appointment.staffId,
    version: sql`${appointment.version} + 1`,
    updatedAt: at,
  }
}

/** Call someone who waits. Of two desks at once one calls; the other hears `wrong_status` with `called`. */
export function call(context: Context<AppointmentEnv>, input: Acting<Call>): Promise<Result<Appointment, Refused>> {
  return callOne(context, input, 'appointment.called', isNull(appointment.calledAt))
}

/** Call again who was called and has not come; a room or doctor named now counts from now on. */
export async function recall(
  context: Context<AppointmentEnv>,
  input: Acting<Call>,
): Promise<Result<Appointment, Refused>> {
  return callOne(context, input, 'appointment.recalled', isNotNull(appointment.calledAt))
}

async function callOne(
  context: Context<AppointmentEnv>,
  { id, version, ...to }: Acting<Call>,
  action: string,
  when: SQL,
): Promise<Result<Appointment, Refused>> {
  const known = await knowsStaff(context, to.staffId)
  if (!known.ok) return known
  const again = action === 'appointment.recalled'
  const kept = again
    ? {
        calledRoomId: to.roomId ?? appointment.calledRoomId,
        calledStaffId: to.staffId ?? appointment.calledStaffId,
      }
    : {}
  return changeWaiting(context, { id, version }, action, when, { ...calling(context, to), ...kept })
}

type Set = Parameters<ReturnType<Context['db']['update']>['set']>[0]

/** One UPDATE of a visit that waits, under a condition, with what goes with it. Not a step: there is nothing to undo. */
export async function changeWaiting(
  context: Context<AppointmentEnv>,
  { id, version }: Acting<unknown>,
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
    if (busyOf(error)?.code === 'room_not_found') return fail('room_not_found')
    throw error
  }
}

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
