import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { busyFailureOf } from '../../booking-rules/busy-failure.ts'
import { withBusyUntil } from '../../booking-rules/busy-until.ts'
import { namesOf, otherIdsOf, personsOf } from '../../other-workers.ts'
import { type Appointment, type BusyFailure, openStatuses, type WithId } from '../contract.ts'
import { type AppointmentRow, appointment, appointmentStep } from '../schema.ts'
import { reachable, steps, toAppointment, visit } from '../view.ts'
import type { Restorable } from './step-rows.ts'

/**
 * Undo the last step or move of a visit: status, times, staff and room are restored. The undone step's row stays and is marked, so that a
 * second call undoes the step before. The visit keeps its queue number.
 *
 * @returns the visit; `not_found`; `stale` where the visit changed meanwhile, so that only a step that was seen is undone;
 *   `nothing_to_undo`; `staff_busy` … where the time was booked for another visit.
 */
export async function undo(
  context: Context<AppointmentEnv>,
  { id, version }: WithId<unknown>,
): Promise<Result<Appointment, 'not_found' | 'stale' | 'nothing_to_undo' | BusyFailure>> {
  const { db, clinicId, at } = context
  const {
    seen: [seen],
    last: [last],
  } = await batch(db, {
    seen: db.select().from(appointment).where(reachable(context, id)),
    last: db
      .select()
      .from(appointmentStep)
      .where(
        and(
          eq(appointmentStep.clinicId, clinicId),
          eq(appointmentStep.appointmentId, id),
          isNull(appointmentStep.undoneAt),
        ),
      )
      .orderBy(desc(appointmentStep.number))
      .limit(1),
  })
  if (!seen) return fail('not_found')
  if (version !== undefined && seen.version !== version) return fail('stale')
  if (!last?.beforeStep) return fail('nothing_to_undo')
  const before = rowBeforeStep(last.beforeStep)
  const people = takesTimeAnew(seen, before)
    ? await personsOf(context, [seen.patientId], budgets.checkBeforeWrite)
    : undefined
  const linkedIds = people ? otherIdsOf(people, seen.patientId) : seen.linkedIds
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      changed: db
        .update(appointment)
        .set({ ...before, linkedIds, version: sql`${appointment.version} + 1`, updatedAt: at })
        .where(and(reachable(context, id), eq(appointment.version, seen.version)))
        .returning({ id: appointment.id }),
      appointmentStep: db
        .update(appointmentStep)
        .set({ undoneAt: at })
        .where(
          and(
            eq(appointmentStep.clinicId, clinicId),
            eq(appointmentStep.appointmentId, id),
            eq(appointmentStep.number, last.number),
            sql`changes() = 1`,
          ),
        ),
      row: visit(context, id),
      history: steps(context, id),
      change: changeRows(context, {
        object: 'appointment',
        objectId: id,
        action: 'appointment.undone',
        detail: { step: last.action },
        patient: seen.patientId,
      }),
      repeat: repeatRows(context, id),
    })
    if (!changed || !row) return fail('stale')
    return ok(toAppointment(row, history, await namesOf(context, [row])))
  } catch (error) {
    const busyFailure = busyFailureOf(error)
    if (busyFailure) return withBusyUntil(context, busyFailure, { ...before, id, patientId: seen.patientId, linkedIds })
    throw error
  }
}

/** Whether the visit takes time again that it does not take now; the patient must be free then. */
function takesTimeAnew(seen: AppointmentRow, before: Restorable): boolean {
  const takes = (row: Restorable) =>
    row.finishedAt === null && row.overbookReason === null && openStatuses.some(status => status === row.status)
  return takes(before) && (!takes(seen) || seen.startsAt !== before.startsAt || seen.endsAt !== before.endsAt)
}

type StoredRow = Omit<Restorable, 'urgent' | 'assistantIds' | 'cancelledLate'> & {
  urgent: number
  assistantIds?: string
  cancelledLate?: number | null
}

/** The row from the JSON that `stepRow` wrote, in which SQLite keeps a boolean as 0 or 1. */
function rowBeforeStep(json: string): Restorable {
  const { urgent, assistantIds, cancelledLate, ...row } = JSON.parse(json) as StoredRow
  return {
    ...row,
    urgent: urgent === 1,
    // Steps that were written before assistants existed lack this member.
    assistantIds: assistantIds === undefined ? [] : (JSON.parse(assistantIds) as string[]),
    cancelledLate: typeof cancelledLate === 'number' ? cancelledLate === 1 : null,
  }
}
