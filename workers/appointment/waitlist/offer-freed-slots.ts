import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { budgets } from '#shared/deadline'
import { ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { covers } from '../intervals.ts'
import { hoursOf, personsOf, staffStandings, type WorkingHours } from '../other-workers.ts'
import { offerOne } from './make-offer.ts'
import { suitors } from './matching-entries.ts'
import { offer } from './offers/schema.ts'
import { type FreedRow, freedSlot, type WishRow, waitlist } from './schema.ts'

/** Freed times, and wishes, of one turn: the rest has its turn right after. */
const mostSlots = 50

const mostWishes = 500

/** Wishes tried for one freed time in one turn. */
const mostTries = 20

const minute = 60_000

/** The staff Worker's bound for one question of hours. */
const askedAtOnce = 40 * 86_400_000

/**
 * Offers that have expired end; freed times whose turn has come are offered to whom they suit best (match.ts). Called by the clinic's clock
 * at the instant this names, and by the sweep. Twice at once does no harm: the indexes on `offer` and the hold decide.
 *
 * A time is offered only if the doctor still works then, so nobody is offered the hours of an absence.
 *
 * @returns when there is something to do next.
 */
export async function tendWaitlist(context: Context<AppointmentEnv>): Promise<Result<{ next?: string }>> {
  const { db, clinicId, at } = context
  const isDue = and(eq(freedSlot.clinicId, clinicId), isNull(freedSlot.closedAt), lte(freedSlot.dueAt, at))
  const { due, tried, wishing } = await batch(db, {
    offer: db
      .update(offer)
      .set({ status: 'expired', version: sql`${offer.version} + 1`, updatedAt: at })
      .where(and(eq(offer.clinicId, clinicId), eq(offer.status, 'open'), lte(offer.expiresAt, at))),
    freedSlot: db
      .update(freedSlot)
      .set({ closedAt: at })
      .where(and(isDue, lte(freedSlot.startsAt, at))),
    due: db.select().from(freedSlot).where(isDue).orderBy(asc(freedSlot.startsAt), asc(freedSlot.id)).limit(mostSlots),
    tried: db
      .select({ freedId: offer.freedId, waitlistId: offer.waitlistId })
      .from(freedSlot)
      .innerJoin(offer, and(eq(offer.clinicId, freedSlot.clinicId), eq(offer.freedId, freedSlot.id)))
      .where(isDue),
    wishing: db
      .select()
      .from(waitlist)
      .where(and(eq(waitlist.clinicId, clinicId), eq(waitlist.status, 'waiting'), hasNoOffer))
      .orderBy(desc(waitlist.urgency), asc(waitlist.createdAt), asc(waitlist.id))
      .limit(mostWishes),
  })
  if (due.length > 0) await offerAll(context, due, new Set(tried.map(pairOf)), wishing)
  return ok({ next: await nextTurn(context) })
}

const hasNoOffer = sql`NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = ${waitlist.clinicId}
  AND o.waitlist_id = ${waitlist.id} AND o.status = 'open')`

const pairOf = ({ freedId, waitlistId }: { freedId: string; waitlistId: string }) => `${freedId} ${waitlistId}`

async function offerAll(context: Context<AppointmentEnv>, due: FreedRow[], tried: Set<string>, wishing: WishRow[]) {
  const staffIds = [...new Set(due.map(slot => slot.staffId))]
  const patientIds = [...new Set(wishing.map(wish => wish.patientId))]
  const [people, cards, ...hours] = await Promise.all([
    personsOf(context, patientIds, budgets.checkBeforeWrite),
    staffStandings(context, staffIds, budgets.checkBeforeWrite),
    ...spansOf(due).map(span => hoursOf(context, { ...span, staffIds }, budgets.checkBeforeWrite)),
  ])
  const well = new Map(
    people.filter(one => !one.deceased && !one.archived).flatMap(({ ids }) => ids.map(id => [id, ids])),
  )
  const specialties = new Map(cards.map(card => [card.id, card.specialties]))
  let free = wishing.filter(wish => well.has(wish.patientId))
  for (const slot of due) {
    const wishes = free.filter(wish => !tried.has(pairOf({ freedId: slot.id, waitlistId: wish.id })))
    const suited = suitors(wishes, slot, specialties.get(slot.staffId) ?? [], context.actor.timezone).filter(wish =>
      hours.some(known => works(known, slot, wish.minutes)),
    )
    const holdMinutes = hours[0]?.policies.waitlistHoldMinutes ?? 30
    const taken = await offerOne(context, slot, suited.slice(0, mostTries), well, holdMinutes)
    free = free.filter(wish => wish.id !== taken)
  }
}

/** The times asked about, in as few spans as the staff Worker takes. */
function spansOf(due: readonly FreedRow[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (const { startsAt, endsAt } of due) {
    const last = spans.at(-1)
    if (last && endsAt - last.from <= askedAtOnce) last.to = Math.max(last.to, endsAt)
    else spans.push({ from: startsAt, to: endsAt })
  }
  return spans
}

function works(hours: WorkingHours, slot: FreedRow, minutes: number): boolean {
  const open = hours.items.find(one => one.staffId === slot.staffId)?.open ?? []
  return covers(open, slot.startsAt, slot.startsAt + minutes * minute)
}

/** When the next freed time or the next expiry is due. */
async function nextTurn({ db, clinicId }: Context): Promise<string | undefined> {
  const {
    freed: [freed],
    open: [open],
  } = await batch(db, {
    freed: db
      .select({ at: sql<number | null>`min(${freedSlot.dueAt})` })
      .from(freedSlot)
      .where(and(eq(freedSlot.clinicId, clinicId), isNull(freedSlot.closedAt))),
    open: db
      .select({ at: sql<number | null>`min(${offer.expiresAt})` })
      .from(offer)
      .where(and(eq(offer.clinicId, clinicId), eq(offer.status, 'open'))),
  })
  const next = [freed?.at ?? [], open?.at ?? []].flat()
  return next.length > 0 ? iso(Math.min(...next)) : undefined
}
