import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { refusedWrite } from '../booking-rules/schema.ts'
import { hoursOf, names, namesOf, othersOf, personOf, staffStandings } from '../other-workers.ts'
import { isPatient } from '../slots/free-slots.ts'
import { slotHold } from '../slots/holds/schema.ts'
import { findVisitType } from '../visit-types/change.ts'
import { refusedPatient } from '../visits/book.ts'
import { type AddWish, urgencies, type Wish } from './contract.ts'
import { offer } from './offers/schema.ts'
import { freedSlot, waitlist } from './schema.ts'
import { toWish, wishes } from './view.ts'

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

/** The clinic's row of this id that the asker may touch: for `own`, only of the people the account stands for. */
export function reachableOf(
  table: typeof waitlist | typeof offer,
  { clinicId, reach, actor }: Context,
  id: string | undefined,
) {
  return and(
    eq(table.clinicId, clinicId),
    id === undefined ? undefined : eq(table.id, id),
    reach === 'own'
      ? inArray(table.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(actor.patients)}))`)
      : undefined,
  )
}

/**
 * Note that a patient would like an earlier time, or any at all. Patients do so for themselves where the clinic lets them book, for types
 * they may book, and never as urgent.
 *
 * @returns the wish; `already_waiting` where the patient waits for the same; what booking says of patient, staff and visit type;
 *   `forbidden` and `not_self_bookable` for what the clinic keeps from patients.
 */
export async function addWish(context: Context<AppointmentEnv>, input: AddWish): Promise<Result<Wish, AddFailure>> {
  const { db, clinicId, at, actor, reach } = context
  const { patientId, staffId, visitTypeId } = input
  if (reach === 'own' && !actor.patients.includes(patientId)) return fail('patient_not_found')
  const byPatient = isPatient(context)
  if (byPatient && (input.urgency ?? 'routine') !== 'routine') return fail('forbidden')
  const [patient, members, type, hours] = await Promise.all([
    personOf(context, patientId, budgets.checkBeforeWrite),
    staffId === undefined ? [] : staffStandings(context, [staffId], budgets.checkBeforeWrite),
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
      once: insertWhere(
        db,
        refusedWrite,
        { word: 'already_waiting' },
        sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(othersOf([patient], patient.id))}) j CROSS JOIN waitlist w
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
      row: wishes(context).where(reachableOf(waitlist, context, id)),
      change: changeRows(context, {
        object: 'waitlist_entry',
        objectId: id,
        action: 'waitlist.added',
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a wish was inserted but not returned')
    return ok(toWish(row, names([patient], members)))
  } catch (error) {
    const word = refusal(error)
    if (word === 'already_waiting' || word?.startsWith("unique:index 'waitlist_once'")) return fail('already_waiting')
    throw error
  }
}

export async function getWish(context: Context<AppointmentEnv>, id: string): Promise<Result<Wish, 'not_found'>> {
  const [row] = await wishes(context).where(reachableOf(waitlist, context, id))
  return row ? ok(toWish(row, await namesOf(context, [row]))) : fail('not_found')
}

/**
 * The patient waits no longer; a time offered meanwhile goes to the next one at once. `wrong_status` for a wish that is over.
 *
 * @returns whose wish it was.
 */
export async function removeWish(
  context: Context,
  { id, version }: { id: string; version: number },
): Promise<Result<{ patientId: string }, 'not_found' | 'stale' | 'wrong_status'>> {
  const { db, clinicId, at } = context
  const removed = sql`EXISTS (SELECT 1 FROM waitlist w WHERE w.id = ${id} AND w.clinic_id = ${clinicId}
    AND w.status = 'removed' AND w.version = ${version + 1} AND w.updated_at = ${at})`
  const open = db
    .select({ id: offer.id })
    .from(offer)
    .where(and(eq(offer.clinicId, clinicId), eq(offer.waitlistId, id), eq(offer.status, 'open'), removed))
  const {
    seen: [seen],
    changed: [changed],
  } = await batch(db, {
    seen: db
      .select({ status: waitlist.status, version: waitlist.version })
      .from(waitlist)
      .where(reachableOf(waitlist, context, id)),
    changed: db
      .update(waitlist)
      .set({ status: 'removed', version: sql`${waitlist.version} + 1`, updatedAt: at })
      .where(and(reachableOf(waitlist, context, id), eq(waitlist.version, version), eq(waitlist.status, 'waiting')))
      .returning({ patientId: waitlist.patientId }),
    change: changeRows(context, {
      object: 'waitlist_entry',
      objectId: id,
      action: 'waitlist.removed',
      patient: sql`(SELECT patient_id FROM waitlist WHERE id = ${id})`,
    }),
    slotHold: db.delete(slotHold).where(and(eq(slotHold.clinicId, clinicId), inArray(slotHold.id, open))),
    freedSlot: db
      .update(freedSlot)
      .set({ dueAt: at })
      .where(
        and(
          eq(freedSlot.clinicId, clinicId),
          inArray(freedSlot.id, db.select({ id: offer.freedId }).from(offer).where(inArray(offer.id, open))),
        ),
      ),
    offer: db
      .update(offer)
      .set({ status: 'withdrawn', version: sql`${offer.version} + 1`, updatedAt: at })
      .where(and(eq(offer.clinicId, clinicId), eq(offer.waitlistId, id), eq(offer.status, 'open'), removed)),
  })
  if (!seen) return fail('not_found')
  if (changed) return ok(changed)
  return seen.version === version ? fail('wrong_status', { status: seen.status }) : fail('stale')
}
