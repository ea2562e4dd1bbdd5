import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { approve, refusedType } from '../../booking-rules/approval.ts'
import { dailyGuard } from '../../booking-rules/batch-preconditions.ts'
import { busyOf } from '../../booking-rules/busy-failure.ts'
import { explained } from '../../booking-rules/explanation.ts'
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

/** Open holds of one person; see the trigger `slot_hold_never_overlaps`. */
const mostHolds = 5

/**
 * Keep a time for five minutes while a form is filled in: it is taken for every other slot, booking and hold, until the own booking uses it
 * up, it is let go, or the time is over. The rules of booking hold already here, so that what is held can be booked.
 *
 * @returns the hold, or what a booking of that time would be answered; `too_many_open` for a sixth one of the same person.
 */
export async function holdSlot(context: Context<AppointmentEnv>, input: HoldSlot): Promise<Result<Hold, BookFailure>> {
  const { db, clinicId, at, actor } = context
  const { staffId } = input
  if (isPatient(context) && input.roomId !== undefined) return fail('forbidden')
  const startsAt = Date.parse(input.startsAt)
  const [type, asked] = await Promise.all([
    input.visitTypeId ? findVisitType(context, input.visitTypeId) : undefined,
    askStaff(context, staffId, [], startsAt),
  ])
  const refused = refusedType(context, input, type)
  if (refused) return refused
  const plan = {
    patientId: '',
    linkedIds: [],
    staffId,
    assistantIds: [],
    startsAt,
    ...lengthOf(input, type),
    overbooked: false,
  }
  const approved = await approve(context, plan, asked)
  if (!approved.ok) return approved
  const id = newId('hold')
  const { roomId: sessionRoom, dailyMaximum } = approved.value
  const roomId = input.roomId === undefined ? usableRoom(clinicId, sessionRoom) : input.roomId
  try {
    const {
      row: [row],
    } = await batch(db, {
      before: dailyGuard(context, { staffId, startsAt, limit: dailyMaximum }),
      row: db
        .insert(slotHold)
        .values({
          id,
          clinicId,
          accountId: actor.accountId,
          staffId,
          roomId,
          ...timesOf(plan),
          expiresAt: at + holdLife,
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
    const busy = busyOf(error)
    if (!busy) throw error
    if (busy.code === 'too_many_open') return fail('too_many_open', { limit: mostHolds })
    return explained(context, busy, plan, input.roomId === undefined ? sessionRoom : input.roomId, asked)
  }
}
