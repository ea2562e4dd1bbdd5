import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { hoursOf, personsOf, staffStandings, type WorkingHours } from '../other-workers.ts'
import { covers } from '../slots/free-times.ts'
import { slotHold } from '../slots/holds/schema.ts'
import { standsUntil, suitors } from './matching-entries.ts'
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
/** When a time that somebody is booking just now is looked at again. */
const lookAgain = minute

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

/** Offer one freed time to the first who can have it; the id of that wish. Where there is none, the time is closed. */
async function offerOne(
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

/** The clinics whose waitlist has something to do. */
export async function waitlistDue(database: D1Database, at: number): Promise<string[]> {
  const rows = await drizzle(database).all<{ clinic_id: string }>(
    sql`SELECT clinic_id FROM freed_slot WHERE closed_at IS NULL AND due_at <= ${at}
        UNION SELECT clinic_id FROM offer WHERE status = 'open' AND expires_at <= ${at} LIMIT 100`,
  )
  return rows.map(row => row.clinic_id)
}
