import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { usableRoom } from '../../booking-rules/approval.ts'
import { untilWhen } from '../../booking-rules/busy-times.ts'
import { namesOf, othersOf, personOf } from '../../other-workers.ts'
import { slotHold } from '../../slots/holds/schema.ts'
import { firstStep, refusedPatient } from '../../visits/book.ts'
import type { Acting, Appointment } from '../../visits/contract.ts'
import { appointment } from '../../visits/schema.ts'
import { steps, toAppointment, visit } from '../../visits/view.ts'
import { reachableOf } from '../add.ts'
import { freedSlot, waitlist } from '../schema.ts'
import { offers, toOffer } from '../view.ts'
import type { Offer } from './contract.ts'
import { type OfferRow, offer } from './schema.ts'

type Gone = 'not_found' | 'stale' | 'offer_gone'
export type AcceptFailure = Gone | 'patient_busy' | 'patient_not_found' | 'patient_deceased' | 'patient_archived'

/** The open offer of this id, or why there is none. */
async function openOffer(context: Context, { id, version }: Acting<unknown>): Promise<Result<OfferRow, Gone>> {
  const [seen] = await context.db
    .select()
    .from(offer)
    .where(reachableOf(offer, context, id))
  if (!seen) return fail('not_found')
  if (version !== undefined && seen.version !== version) return fail('stale')
  return seen.status === 'open' && seen.expiresAt > context.at ? ok(seen) : fail('offer_gone')
}

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

/** Say no to an offered time: it goes to the next one at once. */
export async function declineOffer(
  context: Context<AppointmentEnv>,
  input: Acting<unknown>,
): Promise<Result<Offer, Gone>> {
  const found = await openOffer(context, input)
  if (!found.ok) return found
  const row = await endOffer(context, found.value, 'declined', 'offer.declined')
  return row ? ok(toOffer(row, await namesOf(context, [row]))) : fail('offer_gone')
}

export async function getOffer(context: Context<AppointmentEnv>, id: string): Promise<Result<Offer, 'not_found'>> {
  const [row] = await offers(context).where(reachableOf(offer, context, id))
  return row ? ok(toOffer(row, await namesOf(context, [row]))) : fail('not_found')
}

/** End an open offer, let go of its time, and have the time offered to the next one. Undefined where it was over already. */
async function endOffer(context: Context, one: OfferRow, status: 'declined' | 'withdrawn', action: string) {
  const { db, clinicId, at } = context
  const {
    changed: [changed],
    row: [row],
  } = await batch(db, {
    changed: db
      .update(offer)
      .set({ status, version: sql`${offer.version} + 1`, updatedAt: at })
      .where(and(reachableOf(offer, context, one.id), eq(offer.status, 'open')))
      .returning({ id: offer.id }),
    row: offers(context).where(reachableOf(offer, context, one.id)),
    change: changeRows(context, { object: 'offer', objectId: one.id, action, patient: one.patientId }),
    repeat: repeatRows(context, one.id),
    slotHold: db.delete(slotHold).where(and(eq(slotHold.clinicId, clinicId), eq(slotHold.id, one.id), isOver(one.id))),
    freedSlot: db
      .update(freedSlot)
      .set({ dueAt: at })
      .where(and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, one.freedId), isOver(one.id))),
  })
  return changed ? row : undefined
}

const isOver = (id: string) =>
  sql`EXISTS (SELECT 1 FROM offer o WHERE o.id = ${id} AND o.status IN ('declined', 'withdrawn'))`
