import { sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { refusedPatient } from '../booking-rules/refused-patient.ts'
import { refusedWrite } from '../booking-rules/schema.ts'
import { isPatient } from '../booking-rules/self-booking.ts'
import { hoursOf, namesFrom, otherIdsOf, personOf, staffCards } from '../other-workers.ts'
import { findVisitType } from '../visit-types/read.ts'
import { type AddWaitlistEntry, urgencies, type WaitlistEntry } from './contract.ts'
import { reachableOf } from './row-conditions.ts'
import { waitlist } from './schema.ts'
import { toWaitlistEntry, waitlistEntries } from './view.ts'

export type AddFailure =
  | 'patient_not_found'
  | 'patient_deceased'
  | 'patient_archived'
  | 'staff_not_found'
  | 'staff_archived'
  | 'visit_type_not_found'
  | 'not_self_bookable'
  | 'already_waiting'
  | 'forbidden'

/**
 * Add a patient to the waitlist. Patients add themselves where the clinic allows self-booking, for self-bookable types, and always as
 * routine.
 *
 * @returns the entry; `already_waiting` where the patient waits for the same; the failures of booking about patient, staff and visit type;
 *   `forbidden` and `not_self_bookable` for what patients may not ask for.
 */
export async function addToWaitlist(
  context: Context<AppointmentEnv>,
  input: AddWaitlistEntry,
): Promise<Result<WaitlistEntry, AddFailure>> {
  const { db, clinicId, at, actor, reach } = context
  const { patientId, staffId, visitTypeId } = input
  if (reach === 'own' && !actor.patients.includes(patientId)) return fail('patient_not_found')
  const byPatient = isPatient(context)
  if (byPatient && (input.urgency ?? 'routine') !== 'routine') return fail('forbidden')
  const [patient, members, type, hours] = await Promise.all([
    personOf(context, patientId, budgets.checkBeforeWrite),
    staffId === undefined ? [] : staffCards(context, [staffId], budgets.checkBeforeWrite),
    visitTypeId === undefined ? undefined : findVisitType(context, visitTypeId),
    byPatient ? hoursOf(context, { from: at, to: at + 60_000, staffIds: [] }, budgets.checkBeforeWrite) : undefined,
  ])
  const refused = refusedPatient(patient)
  if (refused || !patient) return refused ?? fail('patient_not_found')
  const [member] = members
  if (staffId !== undefined && (!member || (byPatient && !member.bookable))) return fail('staff_not_found')
  if (member?.archived) return fail('staff_archived')
  if (visitTypeId !== undefined && !type?.active) return fail('visit_type_not_found')
  if (hours && !hours.policies.selfBooking) return fail('not_self_bookable')
  if (byPatient && !(type?.selfBookable && (input.minutes ?? type.minutes) === type.minutes)) {
    return fail('not_self_bookable')
  }
  const id = newId('waitlist_entry')
  try {
    const {
      row: [row],
    } = await batch(db, {
      notYetWaiting: insertWhere(
        db,
        refusedWrite,
        { word: 'already_waiting' },
        sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(otherIdsOf([patient], patient.id))}) j CROSS JOIN waitlist w
          WHERE w.clinic_id = ${clinicId} AND w.patient_id = j.value AND w.status = 'waiting' AND w.staff_id IS ${staffId ?? null}
            AND w.specialty IS ${input.specialty ?? null} AND w.visit_type_id IS ${visitTypeId ?? null})`,
      ),
      waitlist: db.insert(waitlist).values({
        id,
        clinicId,
        patientId: patient.id,
        staffId,
        specialty: input.specialty,
        visitTypeId,
        minutes: input.minutes ?? type?.minutes ?? 5,
        bufferBefore: type?.bufferBefore ?? 0,
        bufferAfter: type?.bufferAfter ?? 0,
        days: input.days && [...new Set(input.days)].sort((a, b) => a - b),
        fromTime: input.from,
        toTime: input.to,
        urgency: urgencies.indexOf(input.urgency ?? 'routine'),
        note: input.note,
        status: 'waiting',
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      row: waitlistEntries(context).where(reachableOf(waitlist, context, id)),
      change: changeRows(context, {
        object: 'waitlist_entry',
        objectId: id,
        action: 'waitlist.added',
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a waitlist entry was inserted but not returned')
    return ok(toWaitlistEntry(row, namesFrom([patient], members)))
  } catch (error) {
    const word = refusal(error)
    if (word === 'already_waiting' || word?.startsWith("unique:index 'waitlist_once'")) return fail('already_waiting')
    throw error
  }
}
