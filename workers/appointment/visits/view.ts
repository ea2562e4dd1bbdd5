import { and, asc, eq, getTableColumns, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Context } from '#shared/context'
import { iso, isoOrNull } from '#shared/time'
import type { Names } from '../other-workers.ts'
import { room } from '../rooms/schema.ts'
import { visitType } from '../visit-types/schema.ts'
import type { Appointment, AppointmentItem, BoardRow } from './contract.ts'
import { type AppointmentRow, appointment, appointmentStep, type StepRow } from './schema.ts'

/** A visit's row with the names that this database knows. */
export type VisitRow = AppointmentRow & {
  roomNumber: string | null
  calledRoomNumber: string | null
  visitTypeName: string | null
}

const calledRoom = alias(room, 'called_room')

/** SQL for the visit's patient. The statement before must have checked that the visit is one of the clinic's. */
export const patientOf = (id: string | SQL) => sql`(SELECT patient_id FROM appointment WHERE id = ${id})`

/** Visits with their room's number and their type's name; the caller adds WHERE, ORDER BY and LIMIT. */
export function visits({ db }: Context) {
  return db
    .select({
      ...getTableColumns(appointment),
      roomNumber: room.number,
      // An alias, since D1 answers a batch as objects and the key `number` exists already.
      calledRoomNumber: sql<string | null>`${calledRoom.number}`.as('called_room_number'),
      visitTypeName: visitType.name,
    })
    .from(appointment)
    .leftJoin(room, eq(room.id, appointment.roomId))
    .leftJoin(calledRoom, eq(calledRoom.id, appointment.calledRoomId))
    .leftJoin(visitType, eq(visitType.id, appointment.visitTypeId))
    .$dynamic()
}

/** The clinic's visit of this id that the actor may use; with the reach `own` only of patients that the account stands for. */
export function reachable({ clinicId, reach, actor }: Context, id: string | SQL) {
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.id, id),
    reach === 'own'
      ? inArray(appointment.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(actor.patients)}))`)
      : undefined,
  )
}

export function visit(context: Context, id: string | SQL) {
  return visits(context).where(reachable(context, id))
}

/** The steps of a visit that were not undone, in order, without changes of time or place, which leave the status as it is. */
export function steps({ db, clinicId }: Context, id: string | SQL) {
  return db
    .select()
    .from(appointmentStep)
    .where(
      and(
        eq(appointmentStep.clinicId, clinicId),
        eq(appointmentStep.appointmentId, id),
        isNull(appointmentStep.undoneAt),
        ne(appointmentStep.action, 'changed'),
      ),
    )
    .orderBy(asc(appointmentStep.number))
}

function common(row: VisitRow, names: Names) {
  return {
    kind: row.kind,
    status: row.status,
    mode: row.mode,
    patient: names.patient(row.patientId),
    staff: row.staffId === null ? undefined : names.staff(row.staffId),
    assistants: row.assistantIds.length === 0 ? undefined : row.assistantIds.map(id => names.staff(id)),
    series: row.seriesId === null ? undefined : { id: row.seriesId },
    room: row.roomId === null ? undefined : { id: row.roomId, number: row.roomNumber ?? '' },
    visitType: row.visitTypeId === null ? undefined : { id: row.visitTypeId, name: row.visitTypeName ?? '' },
    specialty: row.specialty ?? undefined,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    reason: row.reason ?? undefined,
    urgent: row.urgent,
    queueNumber: row.queueNumber ?? undefined,
    calledAt: isoOrNull(row.calledAt),
    callCount: row.callCount > 0 ? row.callCount : undefined,
    calledTo: row.calledAt === null ? undefined : calledTo(row, names),
    arrivedAt: isoOrNull(row.arrivedAt),
    startedAt: isoOrNull(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
  }
}

function calledTo({ calledStaffId, calledRoomId, calledRoomNumber }: VisitRow, names: Names) {
  return {
    staff: calledStaffId === null ? undefined : names.staff(calledStaffId),
    room: calledRoomId === null ? undefined : { id: calledRoomId, number: calledRoomNumber ?? '' },
  }
}

export function toItem(row: VisitRow, names: Names): AppointmentItem {
  const { cancelledAt, cancelledBy, cancelledCode } = row
  return {
    id: row.id,
    ...common(row, names),
    minutes: (row.endsAt - row.startsAt) / 60_000,
    overbook: row.overbookReason === null ? undefined : { reason: row.overbookReason },
    queueDate: row.queueDate ?? undefined,
    completedAt: isoOrNull(row.completedAt),
    cancellation:
      cancelledAt === null || cancelledBy === null || cancelledCode === null
        ? undefined
        : {
            by: cancelledBy,
            code: cancelledCode,
            reason: row.cancelledReason ?? undefined,
            at: iso(cancelledAt),
            late: row.cancelledLate ?? false,
          },
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

export function toAppointment(row: VisitRow, history: readonly StepRow[], names: Names): Appointment {
  return {
    ...toItem(row, names),
    statusHistory: history.map(step => ({
      status: step.status,
      at: iso(step.at),
      by: { id: step.accountId, name: step.actorName },
    })),
  }
}

export function toBoardRow(row: VisitRow, names: Names): BoardRow {
  return { id: row.id, version: row.version, ...common(row, names), overbooked: row.overbookReason !== null }
}
