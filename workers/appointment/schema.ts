import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cancelCodes, cancelledBy, kinds, modes, statuses } from './contract.ts'
import { productKinds } from './desk-contract.ts'

/** Drizzle's view of migrations/appointment. The migrations are the truth. */

const versioned = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

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
  staffId: text('staff_id'),
  specialty: text(),
  roomId: text('room_id'),
  visitTypeId: text('visit_type_id'),
  mode: text({ enum: modes }).notNull(),
  reason: text(),
  urgent: integer({ mode: 'boolean' }).notNull(),
  overbookReason: text('overbook_reason'),
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
