import { and, asc, eq, getTableColumns, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { iso, isoOrNull } from '#shared/time'
import type { Appointment, AppointmentItem, AppointmentStanding, BoardRow } from './contract.ts'
import type { Names } from './neighbours.ts'
import { type AppointmentRow, appointment, appointmentStep, room, type StepRow, visitType } from './schema.ts'

/** A visit's row with the names that this database knows. */
export type VisitRow = AppointmentRow & { roomNumber: string | null; visitTypeName: string | null }

/** Visits with their room's number and their type's name; the caller adds WHERE, ORDER BY and LIMIT. */
export function visits({ db }: Context) {
  return db
    .select({ ...getTableColumns(appointment), roomNumber: room.number, visitTypeName: visitType.name })
    .from(appointment)
    .leftJoin(room, eq(room.id, appointment.roomId))
    .leftJoin(visitType, eq(visitType.id, appointment.visitTypeId))
    .$dynamic()
}

/** The clinic's visit of this id that the asker may touch: for `own`, only of the people the account stands for. */
export function reachable({ clinicId, reach, actor }: Context, id: string) {
  return and(
    eq(appointment.clinicId, clinicId),
    eq(appointment.id, id),
    reach === 'own'
      ? inArray(appointment.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(actor.patients)}))`)
      : undefined,
  )
}

export function visit(context: Context, id: string) {
  return visits(context).where(reachable(context, id))
}

/** The steps of a visit that still stand, the first one first. Changes of time or place are not among them: no status came of them. */
export function steps({ db, clinicId }: Context, id: string) {
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
    room: row.roomId === null ? undefined : { id: row.roomId, number: row.roomNumber ?? '' },
    visitType: row.visitTypeId === null ? undefined : { id: row.visitTypeId, name: row.visitTypeName ?? '' },
    specialty: row.specialty ?? undefined,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    reason: row.reason ?? undefined,
    urgent: row.urgent,
    queueNumber: row.queueNumber ?? undefined,
    arrivedAt: isoOrNull(row.arrivedAt),
    startedAt: isoOrNull(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
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
        : { by: cancelledBy, code: cancelledCode, reason: row.cancelledReason ?? undefined, at: iso(cancelledAt) },
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

export function toStanding(row: AppointmentRow): AppointmentStanding {
  return {
    id: row.id,
    patientId: row.patientId,
    staffId: row.staffId ?? undefined,
    status: row.status,
    mode: row.mode,
    startsAt: iso(row.startsAt),
    arrivedAt: isoOrNull(row.arrivedAt),
    startedAt: isoOrNull(row.startedAt),
  }
}
