import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { slotHold } from '../../slots/holds/schema.ts'
import { reachableOf } from '../row-conditions.ts'
import { freedSlot } from '../schema.ts'
import { type OfferRow, offer } from './schema.ts'
import { offers } from './view.ts'

/** End an open offer, release its hold, and make its freed slot due again. Undefined where the offer was answered before. */
export async function endOffer(context: Context, ended: OfferRow, status: 'declined' | 'withdrawn', action: string) {
  const { db, clinicId, at } = context
  const {
    changed: [changed],
    row: [row],
  } = await batch(db, {
    changed: db
      .update(offer)
      .set({ status, version: sql`${offer.version} + 1`, updatedAt: at })
      .where(and(reachableOf(offer, context, ended.id), eq(offer.status, 'open')))
      .returning({ id: offer.id }),
    row: offers(context).where(reachableOf(offer, context, ended.id)),
    change: changeRows(context, { object: 'offer', objectId: ended.id, action, patient: ended.patientId }),
    repeat: repeatRows(context, ended.id),
    slotHold: db
      .delete(slotHold)
      .where(and(eq(slotHold.clinicId, clinicId), eq(slotHold.id, ended.id), isOver(ended.id))),
    freedSlot: db
      .update(freedSlot)
      .set({ dueAt: at })
      .where(and(eq(freedSlot.clinicId, clinicId), eq(freedSlot.id, ended.freedId), isOver(ended.id))),
  })
  return changed ? row : undefined
}

const isOver = (id: string) =>
  sql`EXISTS (SELECT 1 FROM offer o WHERE o.id = ${id} AND o.status IN ('declined', 'withdrawn'))`
