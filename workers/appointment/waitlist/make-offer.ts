import { and, eq, lte, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { slotHold } from '../slots/holds/schema.ts'
import { standsUntil } from './matching-entries.ts'
import { offer } from './offers/schema.ts'
import { type FreedRow, freedSlot, type WishRow } from './schema.ts'

const minute = 60_000

/** When a time that somebody is booking just now is looked at again. */
const lookAgain = minute

/** Offer one freed time to the first who can have it; the id of that wish. Where there is none, the time is closed. */
export async function offerOne(
  context: Context,
  slot: FreedRow,
  suited: readonly WishRow[],
  people: ReadonlyMap<string, string[]>,
  holdMinutes: number,
): Promise<string | undefined> {
  const { db, clinicId, at } = context
  const ofSlot = and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, slot.id))
  for (const wish of suited) {
    const ids = people.get(wish.patientId) ?? [wish.patientId]
    const outcome = await tryOffer(context, slot, wish, ids, standsUntil(slot.startsAt, at, holdMinutes))
    if (outcome === 'offered') return wish.id
    if (outcome === 'held') {
      await db
        .update(freedSlot)
        .set({ dueAt: at + lookAgain })
        .where(ofSlot)
      return undefined
    }
  }
  // Not one that another turn has offered meanwhile: its offer is open, and its turn comes again.
  await db
    .update(freedSlot)
    .set({ closedAt: at })
    .where(and(ofSlot, lte(freedSlot.dueAt, at)))
  return undefined
}

/** Offer and hold in one batch. `unfit` for a patient who is busy or was offered something meanwhile, and for a time that is too short. */
async function tryOffer(
  context: Context,
  slot: FreedRow,
  wish: WishRow,
  personIds: readonly string[],
  expiresAt: number,
): Promise<'offered' | 'held' | 'unfit'> {
  const { db, clinicId, at } = context
  const id = newId('offer')
  const endsAt = slot.startsAt + wish.minutes * minute
  const [busyFrom, busyUntil] = [slot.startsAt - wish.bufferBefore * minute, endsAt + wish.bufferAfter * minute]
  try {
    const {
      made: [made],
    } = await batch(db, {
      made: insertFrom(
        db,
        offer,
        {
          id,
          clinicId,
          waitlistId: sql`w.id`,
          freedId: slot.id,
          patientId: sql`w.patient_id`,
          staffId: slot.staffId,
          roomId: slot.roomId,
          visitTypeId: sql`w.visit_type_id`,
          startsAt: slot.startsAt,
          endsAt,
          busyFrom,
          busyUntil,
          status: 'open',
          expiresAt,
          version: 1,
          createdAt: at,
          updatedAt: at,
        },
        sql`FROM waitlist w WHERE w.id = ${wish.id} AND w.clinic_id = ${clinicId} AND w.status = 'waiting' AND ${at} < ${expiresAt}
            AND EXISTS (SELECT 1 FROM freed_slot f WHERE f.clinic_id = w.clinic_id AND f.id = ${slot.id} AND f.closed_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = w.clinic_id AND o.waitlist_id = w.id AND o.status = 'open')
            AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = w.clinic_id AND o.freed_id = ${slot.id}
              AND (o.status IN ('open', 'accepted') OR o.waitlist_id = w.id))
            AND NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(personIds)}) j CROSS JOIN appointment a
              WHERE a.clinic_id = w.clinic_id AND a.patient_id = j.value
              AND a.starts_at > ${slot.startsAt - 28_800_000} AND a.starts_at < ${endsAt} AND a.ends_at > ${slot.startsAt}
              AND a.kind = 'scheduled' AND a.open)`,
      ).returning({ id: offer.id }),
      change: changeRows(context, { object: 'offer', objectId: id, action: 'offer.made', patient: wish.patientId }),
      // The time is held like one that somebody is booking: the trigger of holds decides whether it is free.
      hold: insertFrom(
        db,
        slotHold,
        {
          id: sql`o.id`,
          clinicId: sql`o.clinic_id`,
          accountId: sql`o.id`,
          staffId: sql`o.staff_id`,
          roomId: sql`o.room_id`,
          startsAt: sql`o.starts_at`,
          endsAt: sql`o.ends_at`,
          busyFrom: sql`o.busy_from`,
          busyUntil: sql`o.busy_until`,
          expiresAt: sql`o.expires_at`,
          version: 1,
          createdAt: sql`o.created_at`,
          updatedAt: sql`o.updated_at`,
        },
        sql`FROM offer o WHERE o.id = ${id}`,
      ),
      freedSlot: db
        .update(freedSlot)
        .set({ dueAt: expiresAt })
        .where(and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, slot.id), sql`changes() = 1`)),
    })
    return made ? 'offered' : 'unfit'
  } catch (error) {
    const word = refusal(error)
    if (word === 'slot_held') return 'held'
    // The room is taken or out of use: the visit can be had without one.
    if ((word === 'room_busy' || word === 'room_not_found') && slot.roomId !== null) {
      return tryOffer(context, { ...slot, roomId: null }, wish, personIds, expiresAt)
    }
    if (word === 'staff_busy' || word?.startsWith('unique:')) return 'unfit'
    throw error
  }
}
