import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { iso, localDate } from '#shared/time'
import { room } from '../../rooms/schema.ts'
import { appointment } from '../../visits/schema.ts'
import { callingOrder, waitingOn } from '../calling-order.ts'
import type { ScreenView } from './contract.ts'
import { queueScreen } from './schema.ts'

/** How many of the next queue numbers a screen shows. */

const mostNext = 10

/** What a waiting-room screen shows: numbers and rooms, no name and no id of a patient. `unauthenticated` for a removed screen. */
export async function showScreen(
  { db, clinicId, at, actor }: Context,
  screenId: string,
): Promise<Result<ScreenView, 'unauthenticated'>> {
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
