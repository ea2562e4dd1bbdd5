import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../versioned-columns.ts'
import { waitlistStatuses } from './contract.ts'

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
  status: text({ enum: waitlistStatuses }).notNull(),
  ...versionedColumns,
})
export type WaitlistRow = typeof waitlist.$inferSelect

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
export type FreedSlotRow = typeof freedSlot.$inferSelect
