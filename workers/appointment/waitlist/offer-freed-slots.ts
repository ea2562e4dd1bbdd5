import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { budgets } from '#shared/deadline'
import { ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { covers } from '../intervals.ts'
import { hoursOf, personsOf, staffCards, type WorkingHours } from '../other-workers.ts'
import { offerToFirst } from './make-offer.ts'
import { matchingEntries } from './matching-entries.ts'
import { offer } from './offers/schema.ts'
import { type FreedSlotRow, freedSlot, type WaitlistRow, waitlist } from './schema.ts'

/** The most freed slots and entries of one run; a next run follows at once for the rest. */
const mostSlots = 50

const mostEntries = 500

/** Entries tried for one freed slot in one run. */
const mostTries = 20

const minute = 60_000

/** The staff Worker's bound for one question of hours. */
const askedAtOnce = 40 * 86_400_000

/**
 * Expire offers and offer freed slots that are due to the best matching entries (`matchingEntries`). The clinic's clock calls this at the
 * instant it returned last, and the sweep calls it as well. Two runs at once are safe: the indexes on `offer` and the hold decide.
 *
 * A time is offered only if the doctor still works then, so that no hours of an absence are offered.
 *
 * @returns `next`, the instant of the next freed slot or expiry.
 */
export async function offerFreedSlots(context: Context<AppointmentEnv>): Promise<Result<{ next?: string }>> {
  const { db, clinicId, at } = context
  const isDue = and(eq(freedSlot.clinicId, clinicId), isNull(freedSlot.closedAt), lte(freedSlot.dueAt, at))
  const { due, tried, entries } = await batch(db, {
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
    entries: db
      .select()
      .from(waitlist)
      .where(and(eq(waitlist.clinicId, clinicId), eq(waitlist.status, 'waiting'), hasNoOffer))
      .orderBy(desc(waitlist.urgency), asc(waitlist.createdAt), asc(waitlist.id))
      .limit(mostEntries),
  })
  if (due.length > 0) await offerEach(context, due, new Set(tried.map(pairOf)), entries)
  return ok({ next: await nextDueAt(context) })
}

const hasNoOffer = sql`NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = ${waitlist.clinicId}
  AND o.waitlist_id = ${waitlist.id} AND o.status = 'open')`

const pairOf = ({ freedId, waitlistId }: { freedId: string; waitlistId: string }) => `${freedId} ${waitlistId}`

async function offerEach(
  context: Context<AppointmentEnv>,
  due: FreedSlotRow[],
  tried: Set<string>,
  entries: WaitlistRow[],
) {
  const staffIds = [...new Set(due.map(slot => slot.staffId))]
  const patientIds = [...new Set(entries.map(entry => entry.patientId))]
  const [people, cards, ...hours] = await Promise.all([
    personsOf(context, patientIds, budgets.checkBeforeWrite),
    staffCards(context, staffIds, budgets.checkBeforeWrite),
    ...spansOf(due).map(span => hoursOf(context, { ...span, staffIds }, budgets.checkBeforeWrite)),
  ])
  const bookablePersons = new Map(
    people.filter(one => !one.deceased && !one.archived).flatMap(({ ids }) => ids.map(id => [id, ids])),
  )
  const specialties = new Map(cards.map(card => [card.id, card.specialties]))
  let openEntries = entries.filter(entry => bookablePersons.has(entry.patientId))
  for (const slot of due) {
    const candidates = openEntries.filter(entry => !tried.has(pairOf({ freedId: slot.id, waitlistId: entry.id })))
    const suitable = matchingEntries(
      candidates,
      slot,
      specialties.get(slot.staffId) ?? [],
      context.actor.timezone,
    ).filter(entry => hours.some(hoursOfSpan => worksThroughout(hoursOfSpan, slot, entry.minutes)))
    const holdMinutes = hours[0]?.policies.waitlistHoldMinutes ?? 30
    const offeredEntryId = await offerToFirst(context, slot, suitable.slice(0, mostTries), bookablePersons, holdMinutes)
    openEntries = openEntries.filter(entry => entry.id !== offeredEntryId)
  }
}

/** The spans of all due slots, joined up to the longest span that the staff Worker answers. */
function spansOf(due: readonly FreedSlotRow[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (const { startsAt, endsAt } of due) {
    const last = spans.at(-1)
    if (last && endsAt - last.from <= askedAtOnce) last.to = Math.max(last.to, endsAt)
    else spans.push({ from: startsAt, to: endsAt })
  }
  return spans
}

function worksThroughout(hours: WorkingHours, slot: FreedSlotRow, minutes: number): boolean {
  const open = hours.items.find(one => one.staffId === slot.staffId)?.open ?? []
  return covers(open, slot.startsAt, slot.startsAt + minutes * minute)
}

/** The instant of the next freed slot or the next expiry. */
async function nextDueAt({ db, clinicId }: Context): Promise<string | undefined> {
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
