import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { approve, refusedType } from '../../booking-rules/approval.ts'
import { dailyMaximumPrecondition } from '../../booking-rules/batch-preconditions.ts'
import { busyFailureOf } from '../../booking-rules/busy-failure.ts'
import { explainRefusal } from '../../booking-rules/explanation.ts'
import { lengthOf, timesOf } from '../../booking-rules/length.ts'
import { isPatient } from '../../booking-rules/self-booking.ts'
import { askStaff } from '../../booking-rules/staff-answer.ts'
import { usableRoom } from '../../booking-rules/usable-room.ts'
import { findVisitType } from '../../visit-types/read.ts'
import type { BookFailure } from '../../visits/contract.ts'
import type { Hold, HoldSlot } from './contract.ts'
import { slotHold } from './schema.ts'
import { toHold } from './view.ts'

/** Milliseconds for which a time is kept. */
const holdLife = 300_000

/** Open holds of one account, and a patient's of an hour; see the triggers `slot_hold_never_overlaps` and `slot_hold_five_an_hour`. */
const mostHolds = 5

/**
 * Hold a time for five minutes while a form is filled in. Other slots, bookings and holds count it as busy until the booking uses it, it is
 * released, or it expires. The rules of booking apply here already, so that a held time can be booked.
 *
 * @returns the hold, or the failure of a booking of that time; `too_many_open` for the sixth hold of one account, of a patient also the
 *   sixth in an hour that was not booked.
 */
export async function holdSlot(context: Context<AppointmentEnv>, input: HoldSlot): Promise<Result<Hold, BookFailure>> {
  const { db, clinicId, at, actor } = context
  const { staffId } = input
  if (isPatient(context) && input.roomId !== undefined) return fail('forbidden')
  const startsAt = Date.parse(input.startsAt)
  const [type, staffAnswer] = await Promise.all([
    input.visitTypeId ? findVisitType(context, input.visitTypeId) : undefined,
    askStaff(context, staffId, [], startsAt),
  ])
  const refused = refusedType(context, input, type)
  if (refused) return refused
  const planned = {
    patientId: '',
    linkedIds: [],
    staffId,
    assistantIds: [],
    startsAt,
    ...lengthOf(input, type),
    overbooked: false,
  }
  const approved = await approve(context, planned, staffAnswer)
  if (!approved.ok) return approved
  const id = newId('hold')
  const { roomId: sessionRoom, dailyMaximum } = approved.value
  const roomId = input.roomId === undefined ? usableRoom(clinicId, sessionRoom) : input.roomId
  try {
    const {
      row: [row],
    } = await batch(db, {
      before: dailyMaximumPrecondition(context, { staffId, startsAt, limit: dailyMaximum }),
      row: db
        .insert(slotHold)
        .values({
          id,
          clinicId,
          accountId: actor.accountId,
          staffId,
          roomId,
          ...timesOf(planned),
          expiresAt: at + holdLife,
          byPatient: isPatient(context),
          version: 1,
          createdAt: at,
          updatedAt: at,
        })
        .returning(),
      change: changeRow(context, 'hold', id, 'slot.held'),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a hold was inserted but not returned')
    return ok(toHold(row))
  } catch (error) {
    const busyFailure = busyFailureOf(error)
    if (!busyFailure) throw error
    if (busyFailure.code === 'too_many_open') return fail('too_many_open', { limit: mostHolds })
    return explainRefusal(
      context,
      busyFailure,
      planned,
      input.roomId === undefined ? sessionRoom : input.roomId,
      staffAnswer,
    )
  }
}
