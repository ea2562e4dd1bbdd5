import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { slotHold } from '../slots/holds/schema.ts'
import { offer } from './offers/schema.ts'
import { reachableOf } from './row-conditions.ts'
import { freedSlot, waitlist } from './schema.ts'

/**
 * Remove an entry from the waitlist; its open offer is withdrawn and the time is offered to the next entry at once.
 *
 * @returns the patient of the entry; `wrong_status` for an entry that does not wait any more.
 */
export async function removeFromWaitlist(
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
