import { and, eq, lte, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { slotHold } from '../slots/holds/schema.ts'
import { offerExpiry } from './matching-entries.ts'
import { offer } from './offers/schema.ts'
import { type FreedSlotRow, freedSlot, type WaitlistRow } from './schema.ts'

const minute = 60_000

/** How long after now a time that is held for a booking is tried again. */
const retryDelay = minute

/** Offer a freed time to the first entry that can have it, whose id is returned. Where no entry can, the freed time is closed. */
export async function offerToFirst(
  context: Context,
  slot: FreedSlotRow,
  candidates: readonly WaitlistRow[],
  people: ReadonlyMap<string, string[]>,
  holdMinutes: number,
): Promise<string | undefined> {
  const { db, clinicId, at } = context
  const ofSlot = and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, slot.id))
  for (const entry of candidates) {
    const ids = people.get(entry.patientId) ?? [entry.patientId]
    const outcome = await tryOffer(context, slot, entry, ids, offerExpiry(slot.startsAt, at, holdMinutes))
    if (outcome === 'offered') return entry.id
    if (outcome === 'held') {
      await db
        .update(freedSlot)
        .set({ dueAt: at + retryDelay })
        .where(ofSlot)
      return undefined
    }
  }
  // Not a slot that another run has offered meanwhile: its `dueAt` is the expiry of that offer.
  await db
    .update(freedSlot)
    .set({ closedAt: at })
    .where(and(ofSlot, lte(freedSlot.dueAt, at)))
  return undefined
}

/** Write offer and hold in one batch. `unfit` for a patient who is busy or has an offer meanwhile, and for a time that is too short. */
async function tryOffer(
  context: Context,
  slot: FreedSlotRow,
  entry: WaitlistRow,
  personIds: readonly string[],
  expiresAt: number,
): Promise<'offered' | 'held' | 'unfit'> {
  const { db, clinicId, at } = context
  const id = newId('offer')
  const endsAt = slot.startsAt + entry.minutes * minute
  const [busyFrom, busyUntil] = [slot.startsAt - entry.bufferBefore * minute, endsAt + entry.bufferAfter * minute]
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
        sql`FROM waitlist w WHERE w.id = ${entry.id} AND w.clinic_id = ${clinicId} AND w.status = 'waiting' AND ${at} < ${expiresAt}
            AND EXISTS (SELECT 1 FROM freed_slot f WHERE f.clinic_id = w.clinic_id AND f.id = ${slot.id} AND f.closed_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = w.clinic_id AND o.waitlist_id = w.id AND o.status = 'open')
            AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = w.clinic_id AND o.freed_id = ${slot.id}
              AND (o.status IN ('open', 'accepted') OR o.waitlist_id = w.id))
            AND NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(personIds)}) j CROSS JOIN appointment a
              WHERE a.clinic_id = w.clinic_id AND a.patient_id = j.value
              AND a.starts_at > ${slot.startsAt - 28_800_000} AND a.starts_at < ${endsAt} AND a.ends_at > ${slot.startsAt}
              AND a.kind = 'scheduled' AND a.open)`,
      ).returning({ id: offer.id }),
      change: changeRows(context, { object: 'offer', objectId: id, action: 'offer.made', patient: entry.patientId }),
      // The offer holds its time like a booking form does: the trigger of holds decides whether the time is free.
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
          byPatient: false,
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
    // The room is taken or out of use: offer the time without a room.
    if ((word === 'room_busy' || word === 'room_not_found') && slot.roomId !== null) {
      return tryOffer(context, { ...slot, roomId: null }, entry, personIds, expiresAt)
    }
    if (word === 'staff_busy' || word?.startsWith('unique:')) return 'unfit'
    throw error
  }
}
