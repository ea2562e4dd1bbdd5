import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { slotHold } from '../../slots/holds/schema.ts'
import { reachableOf } from '../row-conditions.ts'
import { freedSlot } from '../schema.ts'
import { type OfferRow, offer } from './schema.ts'
import { offers } from './view.ts'

/** End an open offer, let go of its time, and have the time offered to the next one. Undefined where it was over already. */
export async function endOffer(context: Context, one: OfferRow, status: 'declined' | 'withdrawn', action: string) {
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
