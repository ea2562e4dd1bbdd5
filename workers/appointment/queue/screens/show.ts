import { and, asc, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { iso, localDate } from '#shared/time'
import { room } from '../../rooms/schema.ts'
import { appointment } from '../../visits/schema.ts'
import { callingOrder, waitingOn } from '../calling-order.ts'
import type { CreateScreen, Screen, ScreenFace, Screens } from './contract.ts'
import { type QueueScreenRow, queueScreen } from './schema.ts'

/** Televisions in the waiting room: each has a token of its own that opens this one view, until the screen is taken back. */

const mostNext = 10

function toScreen(row: QueueScreenRow): Screen {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

/** Make a screen; the gateway signs what opens it. */
export async function createScreen(context: Context, input: CreateScreen): Promise<Result<Screen>> {
  const { db, clinicId, at, actor } = context
  const id = newId('queue_screen')
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(queueScreen)
      .values({
        id,
        clinicId,
        name: input.name ?? 'TV',
        madeBy: actor.accountId,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    change: changeRow(context, 'queue_screen', id, 'queue_screen.created'),
    repeat: repeatRows(context, id),
  })
  if (!row) throw new Error('a screen was inserted but not returned')
  return ok(toScreen(row))
}

export async function getScreen({ db, clinicId }: Context, id: string): Promise<Result<Screen, 'not_found'>> {
  const [row] = await db
    .select()
    .from(queueScreen)
    .where(and(eq(queueScreen.clinicId, clinicId), eq(queueScreen.id, id)))
  return row ? ok(toScreen(row)) : fail('not_found')
}

export async function listScreens({ db, clinicId }: Context): Promise<Result<Screens>> {
  const rows = await db
    .select()
    .from(queueScreen)
    .where(eq(queueScreen.clinicId, clinicId))
    .orderBy(asc(queueScreen.name), asc(queueScreen.id))
    .limit(100)
  return ok({ items: rows.map(toScreen) })
}

/** Take a screen back: its token opens nothing from now on. */
export async function removeScreen(
  context: Context,
  { id, version }: { id: string; version: number },
): Promise<Result<null, 'not_found' | 'stale'>> {
  const { db, clinicId } = context
  const its = and(eq(queueScreen.clinicId, clinicId), eq(queueScreen.id, id))
  const {
    seen: [seen],
    removed: [removed],
  } = await batch(db, {
    seen: db.select({ version: queueScreen.version }).from(queueScreen).where(its),
    removed: db
      .delete(queueScreen)
      .where(and(its, eq(queueScreen.version, version)))
      .returning({ id: queueScreen.id }),
    change: changeRow(context, 'queue_screen', id, 'queue_screen.removed'),
  })
  if (!seen) return fail('not_found')
  return removed ? ok(null) : fail('stale')
}

/** What a screen shows: numbers and rooms, no name and no id of a patient. `unauthenticated` for one that was taken back. */
export async function showScreen(
  { db, clinicId, at, actor }: Context,
  screenId: string,
): Promise<Result<ScreenFace, 'unauthenticated'>> {
  const date = localDate(at, actor.timezone)
  const {
    screen: [screen],
    waiting,
  } = await batch(db, {
    screen: db
      .select({ id: queueScreen.id })
      .from(queueScreen)
      .where(and(eq(queueScreen.clinicId, clinicId), eq(queueScreen.id, screenId))),
    waiting: db
      .select({
        number: sql<number>`${appointment.queueNumber}`.as('queue_number'),
        room: sql<string | null>`${room.number}`.as('room_number'),
        calledAt: appointment.calledAt,
        callCount: appointment.callCount,
      })
      .from(appointment)
      .leftJoin(room, eq(room.id, appointment.calledRoomId))
      .where(waitingOn(clinicId, date))
      .orderBy(...callingOrder),
  })
  if (!screen) return fail('unauthenticated')
  const called = waiting.flatMap(({ number, room, calledAt, callCount }) =>
    calledAt === null ? [] : [{ number, room: room ?? undefined, calledAt, callCount }],
  )
  const next = waiting.filter(one => one.calledAt === null)
  return ok({
    date,
    timezone: actor.timezone,
    locale: actor.locale,
    at: iso(at),
    called: called.sort((a, b) => b.calledAt - a.calledAt).map(one => ({ ...one, calledAt: iso(one.calledAt) })),
    next: next.slice(0, mostNext).map(({ number }) => number),
    waiting: next.length,
  })
}
