import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { withBusyUntil } from '../../booking-rules/busy-until.ts'
import { refusedPatient } from '../../booking-rules/refused-patient.ts'
import { usableRoom } from '../../booking-rules/usable-room.ts'
import { namesOf, otherIdsOf, personOf } from '../../other-workers.ts'
import { slotHold } from '../../slots/holds/schema.ts'
import type { Appointment, WithId } from '../../visits/contract.ts'
import { appointment } from '../../visits/schema.ts'
import { firstStep } from '../../visits/steps/first-step.ts'
import { steps, toAppointment, visit } from '../../visits/view.ts'
import { reachableOf } from '../row-conditions.ts'
import { freedSlot, waitlist } from '../schema.ts'
import { endOffer } from './end-offer.ts'
import { type OfferFailure, openOffer } from './open-offer.ts'
import { offer } from './schema.ts'

export type AcceptFailure =
  | OfferFailure
  | 'patient_busy'
  | 'patient_not_found'
  | 'patient_deceased'
  | 'patient_archived'

/**
 * Accept an offer: one batch answers the offer, books the visit and closes the waitlist entry. The trigger `offer_answered_once` ends the
 * batch of a second answer; the overlap triggers decide as for every booking, after the offer's hold is deleted.
 *
 * @returns the visit; `not_found`, `stale`, `offer_gone`; `patient_busy` where the patient has another visit then; the failures of booking
 *   about the patient.
 */
export async function acceptOffer(
  context: Context<AppointmentEnv>,
  input: WithId<unknown>,
): Promise<Result<Appointment, AcceptFailure>> {
  const { db, clinicId, at } = context
  const openResult = await openOffer(context, input)
  if (!openResult.ok) return openResult
  const { value: accepted } = openResult
  const patient = await personOf(context, accepted.patientId, budgets.checkBeforeWrite)
  const refused = refusedPatient(patient)
  if (refused || !patient) return refused ?? fail('patient_not_found')
  const id = newId('appointment')
  const linkedIds = otherIdsOf([patient], patient.id)
  try {
    const {
      row: [row],
      history,
    } = await batch(db, {
      offer: db
        .update(offer)
        .set({ status: 'accepted', appointmentId: id, version: sql`${offer.version} + 1`, updatedAt: at })
        .where(reachableOf(offer, context, accepted.id)),
      slotHold: db.delete(slotHold).where(and(eq(slotHold.clinicId, clinicId), eq(slotHold.id, accepted.id))),
      appointment: db.insert(appointment).values({
        id,
        clinicId,
        kind: 'scheduled',
        patientId: patient.id,
        linkedIds,
        staffId: accepted.staffId,
        roomId: usableRoom(clinicId, accepted.roomId ?? undefined),
        visitTypeId: accepted.visitTypeId,
        mode: 'in_person',
        urgent: false,
        status: 'booked',
        startsAt: accepted.startsAt,
        endsAt: accepted.endsAt,
        busyFrom: accepted.busyFrom,
        busyUntil: accepted.busyUntil,
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
        detail: { offer: accepted.id },
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
      waitlist: db
        .update(waitlist)
        .set({ status: 'booked', version: sql`${waitlist.version} + 1`, updatedAt: at })
        .where(and(eq(waitlist.clinicId, clinicId), eq(waitlist.id, accepted.waitlistId))),
      freedSlot: db
        .update(freedSlot)
        .set({ closedAt: at })
        .where(and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, accepted.freedId))),
    })
    if (!row) throw new Error('a visit was inserted but not returned')
    return ok(toAppointment(row, history, await namesOf(context, [row])))
  } catch (error) {
    const word = refusal(error)
    if (word === 'patient_busy') {
      const timeTaken = { ...accepted, patientId: patient.id, linkedIds, assistantIds: [] }
      return withBusyUntil(context, fail('patient_busy'), timeTaken) as never
    }
    if (word === 'offer_gone') return fail('offer_gone')
    // Another visit was overbooked into the offered time, which is not free any more.
    if (word === 'staff_busy' || word === 'room_busy' || word === 'slot_held') {
      await endOffer(context, accepted, 'withdrawn', 'offer.withdrawn')
      return fail('offer_gone')
    }
    throw error
  }
}
