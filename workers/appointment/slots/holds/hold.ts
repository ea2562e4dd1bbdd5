import { and, eq, gt, lte } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import {
  approve,
  askStaff,
  explained,
  lengthOf,
  refusedType,
  timesOf,
  usableRoom,
} from '../../booking-rules/approval.ts'
import { dailyGuard } from '../../booking-rules/batch-preconditions.ts'
import { findVisitType } from '../../visit-types/change.ts'
import type { BookFailure } from '../../visits/contract.ts'
import { busyOf } from '../../visits/steps/transition.ts'
import { isPatient } from '../free-slots.ts'
import type { Hold, HoldSlot } from './contract.ts'
import { type HoldRow, slotHold } from './schema.ts'

/** Milliseconds for which a time is kept. */
const holdLife = 300_000
/** Open holds of one person; see the trigger `slot_hold_never_overlaps`. */
const mostHolds = 5

/**
 * Keep a time for five minutes while a form is filled in: it is taken for every other slot, booking and hold, until the own booking uses it
 * up, it is let go, or the time is over. The rules of booking hold already here, so that what is held can be booked.
 *
 * @returns the hold, or what a booking of that time would be answered; `too_many_open` for a sixth one of the same person.
 */
export async function holdSlot(context: Context<AppointmentEnv>, input: HoldSlot): Promise<Result<Hold, BookFailure>> {
  const { db, clinicId, at, actor } = context
  const { staffId } = input
  if (isPatient(context) && input.roomId !== undefined) return fail('forbidden')
  const startsAt = Date.parse(input.startsAt)
  const [type, asked] = await Promise.all([
    input.visitTypeId ? findVisitType(context, input.visitTypeId) : undefined,
    askStaff(context, staffId, [], startsAt),
  ])
  const refused = refusedType(context, input, type)
  if (refused) return refused
  const plan = {
    patientId: '',
    linkedIds: [],
    staffId,
    assistantIds: [],
    startsAt,
    ...lengthOf(input, type),
    overbooked: false,
  }
  const approved = await approve(context, plan, asked)
  if (!approved.ok) return approved
  const id = newId('hold')
  const { roomId: sessionRoom, dailyMaximum } = approved.value
  const roomId = input.roomId === undefined ? usableRoom(clinicId, sessionRoom) : input.roomId
  try {
    const {
      row: [row],
    } = await batch(db, {
      before: dailyGuard(context, { staffId, startsAt, limit: dailyMaximum }),
      row: db
        .insert(slotHold)
        .values({
          id,
          clinicId,
          accountId: actor.accountId,
          staffId,
          roomId,
          ...timesOf(plan),
          expiresAt: at + holdLife,
          version: 1,
          createdAt: at,
          updatedAt: at,
        })
        .returning(),
      change: changeRow(context, 'hold', id, 'slot.held'),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a hold was inserted but not returned')
    return ok(toHold(row))
  } catch (error) {
    const busy = busyOf(error)
    if (!busy) throw error
    if (busy.code === 'too_many_open') return fail('too_many_open', { limit: mostHolds })
    return explained(context, busy, plan, input.roomId === undefined ? sessionRoom : input.roomId, asked)
  }
}

/** For a repeat of the request. */
export async function getHold(context: Context, id: string): Promise<Result<Hold, 'not_found'>> {
  const [row] = await context.db.select().from(slotHold).where(reachable(context, id))
  return row ? ok(toHold(row)) : fail('not_found')
}

/** Let a held time go: the own, or at the desk anyone's. */
export async function releaseHold(context: Context, id: string): Promise<Result<null, 'not_found'>> {
  const { gone } = await batch(context.db, {
    gone: context.db.delete(slotHold).where(reachable(context, id)).returning({ id: slotHold.id }),
    change: changeRow(context, 'hold', id, 'slot.released'),
  })
  return gone.length === 1 ? ok(null) : fail('not_found')
}

/** For the sweep, over all clinics: holds that have expired count for nothing anyway. */
export async function forgetHolds(database: D1Database, at: number): Promise<void> {
  await drizzle(database).delete(slotHold).where(lte(slotHold.expiresAt, at))
}

function reachable({ clinicId, actor, at, reach }: Context, id: string) {
  return and(
    eq(slotHold.clinicId, clinicId),
    eq(slotHold.id, id),
    reach === 'own' ? eq(slotHold.accountId, actor.accountId) : undefined,
    gt(slotHold.expiresAt, at),
  )
}

function toHold(row: HoldRow): Hold {
  return {
    id: row.id,
    staffId: row.staffId,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    roomId: row.roomId ?? undefined,
    expiresAt: iso(row.expiresAt),
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
