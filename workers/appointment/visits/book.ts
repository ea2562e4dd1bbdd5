import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { may } from '#shared/permissions'
import { fail, ok, type Result } from '#shared/result'
import type { LinkedPerson } from '../../patient/duplicates/contract.ts'
import { approve, refusedType } from '../booking-rules/approval.ts'
import { consumeHold, dailyMaximumPrecondition, openVisitsPrecondition } from '../booking-rules/batch-preconditions.ts'
import { busyFailureOf } from '../booking-rules/busy-failure.ts'
import { explainRefusal } from '../booking-rules/explanation.ts'
import { lengthOf, type PlannedVisit, timesOf } from '../booking-rules/length.ts'
import { refusedPatient } from '../booking-rules/refused-patient.ts'
import { isPatient } from '../booking-rules/self-booking.ts'
import { askStaff } from '../booking-rules/staff-answer.ts'
import { usableRoom } from '../booking-rules/usable-room.ts'
import { namesFrom, otherIdsOf, personOf } from '../other-workers.ts'
import { findVisitType } from '../visit-types/read.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import type { Appointment, BookAppointment, BookFailure } from './contract.ts'
import { appointment } from './schema.ts'
import { firstStep } from './steps/first-step.ts'
import { steps, toAppointment, visit } from './view.ts'

/** What patients do not choose at booking, as they may not change it afterwards; see `byPatients` of apply-change.ts. */
const byStaffAlone = ['roomId', 'mode', 'assistantIds'] as const

/**
 * Book one visit with one member of staff: any time that is free within the hours, on the offered grid or not.
 *
 * The instant of the request is `actor.at`. The database decides whether the time is free (trigger `appointment_never_overlaps`), so two
 * requests at once cannot both win. Times are half-open: a visit that ends at 09:30 leaves 09:30 free. What the other Workers know is
 * asked side by side, then one batch writes: two hops in all. A merged patient is booked under the record it was merged into.
 *
 * @param input `minutes` is whole minutes, 5 to 480, else the visit type's; `overbook` lifts the rules of time for this visit;
 *   `holdId` is used up, and free again where the booking is refused.
 * @returns the visit, or `patient_not_found`, `patient_deceased`, `patient_archived`, `staff_not_found`, `staff_archived`,
 *   `room_not_found`, `visit_type_not_found`, `in_the_past`, `outside_hours` and `staff_busy` with the next free time, `room_busy`,
 *   `patient_busy`, `slot_held`, `daily_limit`; for a patient outside what the clinic lets patients book `not_self_bookable`, `too_soon`,
 *   `too_far`, `too_many_open`.
 */
export async function book(
  context: Context<AppointmentEnv>,
  input: BookAppointment,
): Promise<Result<Appointment, BookFailure>> {
  const { db, clinicId, at, actor, reach } = context
  const { patientId, staffId, assistantIds = [] } = input
  if (input.overbook && actor.kind !== 'system' && !may(actor.roles, 'appointment.overbook')) return fail('forbidden')
  if (reach === 'own' && !actor.patients.includes(patientId)) return fail('patient_not_found')
  if (isPatient(context) && byStaffAlone.some(field => input[field] !== undefined)) return fail('forbidden')
  if (assistantIds.includes(staffId)) return fail('invalid_request', [{ path: 'assistantIds', rule: 'other_staff' }])

  const [patient, type, staffAnswer] = await Promise.all([
    personOf(context, patientId, budgets.checkBeforeWrite),
    input.visitTypeId ? findVisitType(context, input.visitTypeId) : undefined,
    askStaff(context, staffId, assistantIds, Date.parse(input.startsAt)),
  ])
  const refused = refusedPatient(patient) ?? refusedType(context, input, type)
  if (refused) return refused
  if (!patient) return fail('patient_not_found')
  const planned = plannedVisit(input, patient, type)
  const approved = await approve(context, planned, staffAnswer)
  if (!approved.ok) return approved

  const id = newId('appointment')
  const mode = input.mode ?? 'in_person'
  const sessionRoom = mode === 'in_person' ? approved.value.roomId : undefined
  const roomId = input.roomId === undefined ? usableRoom(clinicId, sessionRoom) : input.roomId
  const preconditions = [
    ...consumeHold(context, input.holdId),
    ...(planned.overbooked
      ? []
      : dailyMaximumPrecondition(context, { staffId, startsAt: planned.startsAt, limit: approved.value.dailyMaximum })),
    ...openVisitsPrecondition(
      context,
      patient.ids,
      isPatient(context) ? staffAnswer.hours.policies.selfBookingMaxOpen : undefined,
    ),
  ]
  try {
    const {
      row: [row],
      history,
    } = await batch(db, {
      before: preconditions,
      appointment: db.insert(appointment).values({
        id,
        clinicId,
        kind: 'scheduled',
        patientId: patient.id,
        linkedIds: planned.linkedIds,
        staffId,
        roomId,
        visitTypeId: input.visitTypeId,
        mode,
        reason: input.reason,
        urgent: false,
        overbookReason: input.overbook?.reason,
        assistantIds,
        status: 'booked',
        ...timesOf(planned),
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      step: firstStep(context, id, 'booked'),
      row: visit(context, id),
      history: steps(context, id),
      change: changeRows(context, {
        object: 'appointment',
        objectId: id,
        action: 'appointment.booked',
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a visit was inserted but not returned')
    return ok(toAppointment(row, history, namesFrom([patient], staffAnswer.staff)))
  } catch (error) {
    const busyFailure = busyFailureOf(error)
    if (busyFailure)
      return explainRefusal(
        context,
        busyFailure,
        planned,
        input.roomId === undefined ? sessionRoom : input.roomId,
        staffAnswer,
      )
    throw error
  }
}

function plannedVisit(input: BookAppointment, patient: LinkedPerson, type: VisitTypeRow | undefined): PlannedVisit {
  return {
    patientId: patient.id,
    linkedIds: otherIdsOf([patient], patient.id),
    staffId: input.staffId,
    assistantIds: input.assistantIds ?? [],
    startsAt: Date.parse(input.startsAt),
    ...lengthOf(input, type),
    overbooked: input.overbook !== undefined,
    holdId: input.holdId,
  }
}
