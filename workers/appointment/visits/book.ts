import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { may } from '#shared/permissions'
import { type Failure, fail, ok, type Result } from '#shared/result'
import type { LinkedPerson } from '../../patient/duplicates/contract.ts'
import { consumeHold, dailyGuard, openGuard } from '../booking-rules/guards.ts'
import {
  approve,
  askStaff,
  explained,
  lengthOf,
  type Plan,
  refusedType,
  timesOf,
  usableRoom,
} from '../booking-rules/plan.ts'
import { names, othersOf, personOf } from '../other-workers.ts'
import { appointment, appointmentStep, type VisitTypeRow } from '../schema.ts'
import { isPatient } from '../slots/free.ts'
import { findVisitType } from '../visit-types/visit-types.ts'
import type { Appointment, BookAppointment, BookFailure } from './contract.ts'
import { busyOf } from './steps/step.ts'
import { steps, toAppointment, visit } from './view.ts'

/**
 * Book one visit with one member of staff: any time that is free within the hours, on the offered grid or not.
 *
 * The instant of the request is `actor.at`. The database decides whether the time is free (trigger `appointment_never_overlaps`), so two
 * requests at once cannot both win. Times are half-open: a visit that ends at 09:30 leaves 09:30 free. What the other Workers know is
 * asked side by side, then one batch writes: two hops in all. For a patient who was merged the survivor is booked.
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
  if (isPatient(context) && (input.roomId !== undefined || assistantIds.length > 0)) return fail('forbidden')
  if (assistantIds.includes(staffId)) return fail('invalid_request', [{ path: 'assistantIds', rule: 'other_staff' }])

  const [patient, type, asked] = await Promise.all([
    personOf(context, patientId, budgets.checkBeforeWrite),
    input.visitTypeId ? findVisitType(context, input.visitTypeId) : undefined,
    askStaff(context, staffId, assistantIds, Date.parse(input.startsAt)),
  ])
  const refused = refusedPatient(patient) ?? refusedType(context, input, type)
  if (refused) return refused
  if (!patient) return fail('patient_not_found')
  const plan = planOf(input, patient, type)
  const approved = await approve(context, plan, asked)
  if (!approved.ok) return approved

  const id = newId('appointment')
  const mode = input.mode ?? 'in_person'
  const sessionRoom = mode === 'in_person' ? approved.value.roomId : undefined
  const roomId = input.roomId === undefined ? usableRoom(clinicId, sessionRoom) : input.roomId
  const before = [
    ...consumeHold(context, input.holdId),
    ...(plan.overbooked
      ? []
      : dailyGuard(context, { staffId, startsAt: plan.startsAt, limit: approved.value.dailyMaximum })),
    ...openGuard(context, patient.ids, isPatient(context) ? asked.hours.policies.selfBookingMaxOpen : undefined),
  ]
  try {
    const {
      row: [row],
      history,
    } = await batch(db, {
      before,
      appointment: db.insert(appointment).values({
        id,
        clinicId,
        kind: 'scheduled',
        patientId: patient.id,
        linkedIds: plan.linkedIds,
        staffId,
        roomId,
        visitTypeId: input.visitTypeId,
        mode,
        reason: input.reason,
        urgent: false,
        overbookReason: input.overbook?.reason,
        assistantIds,
        status: 'booked',
        ...timesOf(plan),
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
    return ok(toAppointment(row, history, names([patient], asked.staff)))
  } catch (error) {
    const busy = busyOf(error)
    if (busy) return explained(context, busy, plan, input.roomId === undefined ? sessionRoom : input.roomId, asked)
    throw error
  }
}

function planOf(input: BookAppointment, patient: LinkedPerson, type: VisitTypeRow | undefined): Plan {
  return {
    patientId: patient.id,
    linkedIds: othersOf([patient], patient.id),
    staffId: input.staffId,
    assistantIds: input.assistantIds ?? [],
    startsAt: Date.parse(input.startsAt),
    ...lengthOf(input, type),
    overbooked: input.overbook !== undefined,
    holdId: input.holdId,
  }
}

/** Why nobody may be booked for this patient. */
export function refusedPatient(
  patient: Pick<LinkedPerson, 'deceased' | 'archived'> | undefined,
): Failure<'patient_not_found' | 'patient_deceased' | 'patient_archived'> | undefined {
  if (!patient) return fail('patient_not_found')
  if (patient.deceased) return fail('patient_deceased')
  if (patient.archived) return fail('patient_archived')
  return undefined
}

/** The step with which a visit begins; nothing came before it that could be undone. */
export function firstStep({ db, clinicId, actor, at }: Context, id: string, status: 'booked' | 'arrived') {
  return db.insert(appointmentStep).values({
    clinicId,
    appointmentId: id,
    number: 1,
    action: status === 'booked' ? 'booked' : 'walked_in',
    status,
    at,
    notedAt: at,
    accountId: actor.accountId,
    actorName: actor.name,
  })
}
