import { and, type Column, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { type Failure, fail } from '#shared/result'
import { iso } from '#shared/time'
import type { Interval } from '../intervals.ts'
import { slotHold } from '../slots/holds/schema.ts'
import type { BusyFailure } from '../visits/contract.ts'
import { appointment } from '../visits/schema.ts'
import { busyTimes, liveHolds, meeting, takingTime } from './busy-times.ts'

/** The people, the room and the time that a visit takes. */
export interface TimeTaken {
  /** Of an existing visit; its own time does not count. */
  id?: string
  patientId: string
  linkedIds: readonly string[]
  staffId: string | null
  assistantIds: readonly string[]
  roomId: string | null
  startsAt: number
  endsAt: number
  busyFrom: number
  busyUntil: number
  holdId?: string | undefined
}

/**
 * Adds to a refusal of the triggers until when the doctor, an assistant, the room or the patient is busy, or the time is held. It never
 * says whose visit is in the way.
 *
 * @param visit the visit as the refused write would have made it.
 */
export async function withBusyUntil(
  context: Context,
  refused: Failure<BusyFailure>,
  visit: TimeTaken,
): Promise<Failure<BusyFailure>> {
  const { db, clinicId } = context
  const range = { from: visit.busyFrom, to: visit.busyUntil }
  const staffIds = [...(visit.staffId === null ? [] : [visit.staffId]), ...visit.assistantIds]
  const roomIds = visit.roomId === null ? [] : [visit.roomId]
  if (refused.code === 'staff_busy' || refused.code === 'room_busy') {
    const busy = await busyTimes(context, {
      staffIds,
      roomIds,
      ranges: [range],
      exceptVisitId: visit.id,
      holdId: visit.holdId,
    })
    const lastOf = (times: Iterable<Interval[]>) => Math.max(...[...times].flat().map(({ to }) => to), visit.startsAt)
    if (refused.code === 'room_busy') return fail('room_busy', { until: iso(lastOf(busy.rooms.values())) })
    const until = lastOf(busy.staff.values())
    const busyStaffIds = [...busy.staff.keys()].filter(id => lastOf([busy.staff.get(id) ?? []]) === until)
    const isDoctorBusy = busyStaffIds.length === 0 || busyStaffIds.some(id => id === visit.staffId)
    return fail('staff_busy', { until: iso(until), ...(isDoctorBusy ? {} : { assistantId: busyStaffIds[0] }) })
  }
  if (refused.code === 'slot_held') {
    const [row] = await db
      .select({ until: sql<number | null>`max(${slotHold.expiresAt})` })
      .from(slotHold)
      .where(
        and(
          liveHolds(context),
          meeting(slotHold, range),
          sql`(${inJson(slotHold.staffId, staffIds)} OR ${inJson(slotHold.roomId, roomIds)})`,
        ),
      )
    return fail('slot_held', { until: iso(row?.until ?? context.at) })
  }
  if (refused.code !== 'patient_busy') return refused
  const [row] = await db
    .select({ until: sql<number | null>`max(${appointment.endsAt})` })
    .from(appointment)
    .where(
      and(
        takingTime(clinicId, { from: visit.startsAt, to: visit.endsAt }),
        inJson(appointment.patientId, [visit.patientId, ...visit.linkedIds]),
        ne(appointment.id, visit.id ?? ''),
      ),
    )
  return fail('patient_busy', { until: iso(row?.until ?? visit.endsAt) })
}

const inJson = (column: Column, ids: readonly string[]) =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
