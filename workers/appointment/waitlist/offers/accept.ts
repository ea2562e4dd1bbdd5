import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { untilWhen } from '../../booking-rules/busy-until.ts'
import { refusedPatient } from '../../booking-rules/refused-patient.ts'
import { usableRoom } from '../../booking-rules/usable-room.ts'
import { namesOf, othersOf, personOf } from '../../other-workers.ts'
import { slotHold } from '../../slots/holds/schema.ts'
import type { Acting, Appointment } from '../../visits/contract.ts'
import { appointment } from '../../visits/schema.ts'
import { firstStep } from '../../visits/steps/first-step.ts'
import { steps, toAppointment, visit } from '../../visits/view.ts'
import { reachableOf } from '../row-conditions.ts'
import { freedSlot, waitlist } from '../schema.ts'
import { endOffer } from './end-offer.ts'
import { type Gone, openOffer } from './open-offer.ts'
import { offer } from './schema.ts'

export type AcceptFailure = Gone | 'patient_busy' | 'patient_not_found' | 'patient_deceased' | 'patient_archived'

/**
 * Take an offered time: the offer, the visit and the end of the wish in one batch. An offer is accepted once, because the trigger
 * `offer_answered_once` ends the batch of whoever comes second; the overlap triggers decide like for every booking, once the
 * hold of this offer is gone.
 *
 * @returns the visit; `not_found`, `stale`, `offer_gone`; `patient_busy` where the patient has another visit then; what booking says of the
 *   patient.
 */
export async function acceptOffer(
  context: Context<AppointmentEnv>,
  input: Acting<unknown>,
): Promise<Result<Appointment, AcceptFailure>> {
  const { db, clinicId, at } = context
  const found = await openOffer(context, input)
  if (!found.ok) return found
  const { value: one } = found
  const patient = await personOf(context, one.patientId, budgets.checkBeforeWrite)
  const refused = refusedPatient(patient)
  if (refused || !patient) return refused ?? fail('patient_not_found')
  const id = newId('appointment')
  const linkedIds = othersOf([patient], patient.id)
  try {
    const {
      row: [row],
      history,
    } = await batch(db, {
      offer: db
        .update(offer)
        .set({ status: 'accepted', appointmentId: id, version: sql`${offer.version} + 1`, updatedAt: at })
        .where(reachableOf(offer, context, one.id)),
      slotHold: db.delete(slotHold).where(and(eq(slotHold.clinicId, clinicId), eq(slotHold.id, one.id))),
      appointment: db.insert(appointment).values({
        id,
        clinicId,
        kind: 'scheduled',
        patientId: patient.id,
        linkedIds,
        staffId: one.staffId,
        roomId: usableRoom(clinicId, one.roomId ?? undefined),
        visitTypeId: one.visitTypeId,
        mode: 'in_person',
        urgent: false,
        status: 'booked',
        startsAt: one.startsAt,
        endsAt: one.endsAt,
        busyFrom: one.busyFrom,
        busyUntil: one.busyUntil,
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      step: firstStep(context, id, 'booked'),
      row: visit({ ...context, reach: 'all' }, id),
      history: steps(context, id),
      change: changeRows(context, {
        object: 'appointment',
        objectId: id,
        action: 'appointment.booked',
        detail: { offer: one.id },
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
      waitlist: db
        .update(waitlist)
        .set({ status: 'booked', version: sql`${waitlist.version} + 1`, updatedAt: at })
        .where(and(eq(waitlist.clinicId, clinicId), eq(waitlist.id, one.waitlistId))),
      freedSlot: db
        .update(freedSlot)
        .set({ closedAt: at })
        .where(and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, one.freedId))),
    })
    if (!row) throw new Error('a visit was inserted but not returned')
    return ok(toAppointment(row, history, await namesOf(context, [row])))
  } catch (error) {
    const word = refusal(error)
    if (word === 'patient_busy') {
      const taking = { ...one, patientId: patient.id, linkedIds, assistantIds: [] }
      return untilWhen(context, fail('patient_busy'), taking) as never
    }
    if (word === 'offer_gone') return fail('offer_gone')
    // Somebody was let in beside it: the time that was offered is not there any more.
    if (word === 'staff_busy' || word === 'room_busy' || word === 'slot_held') {
      await endOffer(context, one, 'withdrawn', 'offer.withdrawn')
      return fail('offer_gone')
    }
    throw error
  }
}
