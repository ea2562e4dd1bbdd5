import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { busyFailureOf } from '../booking-rules/busy-failure.ts'
import { nameOfActiveStaff } from '../booking-rules/known-staff.ts'
import { refusedPatient } from '../booking-rules/refused-patient.ts'
import { namesFrom, personOf } from '../other-workers.ts'
import { nextQueueNumber } from '../queue/next-queue-number.ts'
import { findVisitType } from '../visit-types/read.ts'
import type { Appointment, BookFailure, WalkIn } from './contract.ts'
import { appointment } from './schema.ts'
import { firstStep } from './steps/first-step.ts'
import { steps, toAppointment, visit } from './view.ts'

/** The length of a walk-in without a visit type. */
const usualMinutes = 15

/**
 * A patient comes without a booking: the visit is `arrived` at once, with the next queue number of the day. A walk-in needs no slot and
 * overlaps nothing. Its doctor may be named later, up to `start`; an urgent one is called first.
 *
 * @returns the visit, or `patient_not_found`, `patient_deceased`, `patient_archived`, `staff_not_found`, `staff_archived`,
 *   `room_not_found`, `visit_type_not_found`.
 */
export async function walkIn(
  context: Context<AppointmentEnv>,
  input: WalkIn,
): Promise<Result<Appointment, BookFailure>> {
  const { db, clinicId, at, actor } = context
  const [patient, staff, type] = await Promise.all([
    personOf(context, input.patientId, budgets.checkBeforeWrite),
    nameOfActiveStaff(context, input.staffId),
    input.visitTypeId ? findVisitType(context, input.visitTypeId) : undefined,
  ])
  const refused = refusedPatient(patient)
  if (refused || !patient) return refused ?? fail('patient_not_found')
  if (!staff.ok) return staff
  if (input.visitTypeId && !type?.active) return fail('visit_type_not_found')
  const id = newId('appointment')
  const date = localDate(at, actor.timezone)
  const endsAt = at + (type?.minutes ?? usualMinutes) * 60_000
  try {
    const {
      row: [row],
      history,
    } = await batch(db, {
      appointment: db.insert(appointment).values({
        id,
        clinicId,
        kind: 'walk_in',
        patientId: patient.id,
        staffId: input.staffId,
        specialty: input.specialty,
        roomId: input.roomId,
        visitTypeId: input.visitTypeId,
        mode: 'in_person',
        reason: input.reason,
        urgent: input.urgent ?? false,
        status: 'arrived',
        startsAt: at,
        endsAt,
        busyFrom: at,
        busyUntil: endsAt,
        queueDate: date,
        queueNumber: nextQueueNumber(clinicId, date),
        arrivedAt: at,
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      step: firstStep(context, id, 'arrived'),
      row: visit(context, id),
      history: steps(context, id),
      change: changeRows(context, {
        object: 'appointment',
        objectId: id,
        action: 'appointment.walked_in',
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a walk-in was inserted but not returned')
    const member = input.staffId ? [{ id: input.staffId, name: staff.value ?? '' }] : []
    return ok(toAppointment(row, history, namesFrom([patient], member)))
  } catch (error) {
    const refusedRoom = busyFailureOf(error)
    if (refusedRoom?.code === 'room_not_found') return refusedRoom
    throw error
  }
}
