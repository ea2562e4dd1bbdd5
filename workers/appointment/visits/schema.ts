import { sql } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../versioned-columns.ts'
import { cancelCodes, cancelledBy, kinds, modes, statuses } from './contract.ts'

/** Drizzle needs to know that a column is generated; the expression stands in the migration alone. */
const byTheMigration = sql.empty()

export const appointment = sqliteTable('appointment', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  kind: text({ enum: kinds }).notNull(),
  patientId: text('patient_id').notNull(),
  /** The person's other ids at the time at which the visit was last booked or moved: see migrations/appointment/0018. */
  linkedIds: text('linked_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
  staffId: text('staff_id'),
  specialty: text(),
  roomId: text('room_id'),
  visitTypeId: text('visit_type_id'),
  mode: text({ enum: modes }).notNull(),
  reason: text(),
  urgent: integer({ mode: 'boolean' }).notNull(),
  overbookReason: text('overbook_reason'),
  assistantIds: text('assistant_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
  seriesId: text('series_id'),
  status: text({ enum: statuses }).notNull(),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  busyFrom: integer('busy_from').notNull(),
  busyUntil: integer('busy_until').notNull(),
  queueDate: text('queue_date'),
  queueNumber: integer('queue_number'),
  arrivedAt: integer('arrived_at'),
  startedAt: integer('started_at'),
  finishedAt: integer('finished_at'),
  completedAt: integer('completed_at'),
  cancelledAt: integer('cancelled_at'),
  cancelledBy: text('cancelled_by', { enum: cancelledBy }),
  cancelledCode: text('cancelled_code', { enum: cancelCodes }),
  cancelledReason: text('cancelled_reason'),
  calledAt: integer('called_at'),
  callCount: integer('call_count').notNull().default(0),
  calledStaffId: text('called_staff_id'),
  calledRoomId: text('called_room_id'),
  queueRank: integer('queue_rank'),
  queueDue: integer('queue_due'),
  skippedAt: integer('skipped_at'),
  cancelledLate: integer('cancelled_late', { mode: 'boolean' }),
  /** The visit is not over: see migrations/appointment/0019. */
  open: integer({ mode: 'boolean' }).notNull().generatedAlwaysAs(byTheMigration),
  /** The visit keeps doctor, assistants, room and patient busy. */
  takesTime: integer('takes_time', { mode: 'boolean' }).notNull().generatedAlwaysAs(byTheMigration),
  ...versionedColumns,
})
export type AppointmentRow = typeof appointment.$inferSelect

export const appointmentStep = sqliteTable(
  'appointment_step',
  {
    clinicId: text('clinic_id').notNull(),
    appointmentId: text('appointment_id').notNull(),
    number: integer().notNull(),
    action: text().notNull(),
    status: text({ enum: statuses }).notNull(),
    at: integer().notNull(),
    notedAt: integer('noted_at').notNull(),
    accountId: text('account_id').notNull(),
    actorName: text('actor_name').notNull(),
    beforeStep: text('before_step'),
    undoneAt: integer('undone_at'),
  },
  table => [primaryKey({ columns: [table.clinicId, table.appointmentId, table.number] })],
)
export type StepRow = typeof appointmentStep.$inferSelect

export const assistantTime = sqliteTable(
  'assistant_time',
  {
    clinicId: text('clinic_id').notNull(),
    staffId: text('staff_id').notNull(),
    startsAt: integer('starts_at').notNull(),
    appointmentId: text('appointment_id').notNull(),
    busyFrom: integer('busy_from').notNull(),
    busyUntil: integer('busy_until').notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.staffId, table.startsAt, table.appointmentId] })],
)
