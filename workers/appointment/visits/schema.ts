import { sql } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { productKinds } from '../products/contract.ts'
import type { Occurrence, Repeat } from '../series/contract.ts'
import { offerStatuses, wishStatuses } from '../waitlist/contract.ts'
import { cancelCodes, cancelledBy, kinds, modes, statuses } from './contract.ts'

/** Drizzle's view of migrations/appointment. The migrations are the truth. */

const versioned = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

/** Drizzle must be told that the database makes a column; by which expression, the migration alone says. */
const byTheMigration = sql.empty()

export const visitType = sqliteTable('visit_type', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  minutes: integer().notNull(),
  bufferBefore: integer('buffer_before').notNull(),
  bufferAfter: integer('buffer_after').notNull(),
  productId: text('product_id'),
  selfBookable: integer('self_bookable', { mode: 'boolean' }).notNull(),
  active: integer({ mode: 'boolean' }).notNull(),
  ...versioned,
})
export type VisitTypeRow = typeof visitType.$inferSelect

export const room = sqliteTable('room', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  number: text().notNull(),
  type: text().notNull(),
  priceAmount: integer('price_amount').notNull(),
  priceCurrency: text('price_currency').notNull(),
  maintenance: integer({ mode: 'boolean' }).notNull(),
  equipment: text({ mode: 'json' }).$type<string[]>().notNull(),
  removedAt: integer('removed_at'),
  ...versioned,
})
export type RoomRow = typeof room.$inferSelect

export const product = sqliteTable('product', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  code: text(),
  kind: text({ enum: productKinds }).notNull(),
  priceAmount: integer('price_amount').notNull(),
  priceCurrency: text('price_currency').notNull(),
  taxRate: integer('tax_rate'),
  active: integer({ mode: 'boolean' }).notNull(),
  ...versioned,
})
export type ProductRow = typeof product.$inferSelect

export const appointment = sqliteTable('appointment', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  kind: text({ enum: kinds }).notNull(),
  patientId: text('patient_id').notNull(),
  /** The person's other ids, as of when the visit was last given its time: see migrations/appointment/0018. */
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
  /** Nobody has said yet how the visit went: see migrations/appointment/0019. */
  open: integer({ mode: 'boolean' }).notNull().generatedAlwaysAs(byTheMigration),
  /** It keeps its doctor, assistants, room and patient from another visit. */
  takesTime: integer('takes_time', { mode: 'boolean' }).notNull().generatedAlwaysAs(byTheMigration),
  ...versioned,
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

export const queueScreen = sqliteTable('queue_screen', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  madeBy: text('made_by').notNull(),
  ...versioned,
})
export type QueueScreenRow = typeof queueScreen.$inferSelect

export const waitlist = sqliteTable('waitlist', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  staffId: text('staff_id'),
  specialty: text(),
  visitTypeId: text('visit_type_id'),
  minutes: integer().notNull(),
  bufferBefore: integer('buffer_before').notNull(),
  bufferAfter: integer('buffer_after').notNull(),
  days: text({ mode: 'json' }).$type<number[]>(),
  fromTime: text('from_time'),
  toTime: text('to_time'),
  urgency: integer().notNull(),
  note: text(),
  status: text({ enum: wishStatuses }).notNull(),
  ...versioned,
})
export type WishRow = typeof waitlist.$inferSelect

export const freedSlot = sqliteTable('freed_slot', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  staffId: text('staff_id').notNull(),
  roomId: text('room_id'),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  dueAt: integer('due_at').notNull(),
  closedAt: integer('closed_at'),
  createdAt: integer('created_at').notNull(),
})
export type FreedRow = typeof freedSlot.$inferSelect

export const offer = sqliteTable('offer', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  waitlistId: text('waitlist_id')
    .notNull()
    .references(() => waitlist.id),
  freedId: text('freed_id')
    .notNull()
    .references(() => freedSlot.id),
  patientId: text('patient_id').notNull(),
  staffId: text('staff_id').notNull(),
  roomId: text('room_id'),
  visitTypeId: text('visit_type_id'),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  busyFrom: integer('busy_from').notNull(),
  busyUntil: integer('busy_until').notNull(),
  status: text({ enum: offerStatuses }).notNull(),
  expiresAt: integer('expires_at').notNull(),
  appointmentId: text('appointment_id'),
  ...versioned,
})
export type OfferRow = typeof offer.$inferSelect

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

export const slotHold = sqliteTable('slot_hold', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  accountId: text('account_id').notNull(),
  staffId: text('staff_id').notNull(),
  roomId: text('room_id'),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  busyFrom: integer('busy_from').notNull(),
  busyUntil: integer('busy_until').notNull(),
  expiresAt: integer('expires_at').notNull(),
  ...versioned,
})
export type HoldRow = typeof slotHold.$inferSelect

export const roomMaintenance = sqliteTable('room_maintenance', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  roomId: text('room_id').notNull(),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text().notNull(),
  ...versioned,
})
export type MaintenanceRow = typeof roomMaintenance.$inferSelect

export const series = sqliteTable('series', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  every: text().$type<Repeat['every']>().notNull(),
  by: text().$type<NonNullable<Repeat['by']>>(),
  count: integer(),
  until: text(),
  planned: text({ mode: 'json' }).$type<Occurrence[]>().notNull(),
  ...versioned,
})
export type SeriesRow = typeof series.$inferSelect

/** Never holds a row; see migrations/appointment/0007. */
export const refusedWrite = sqliteTable('refused_write', { word: text().notNull() })
