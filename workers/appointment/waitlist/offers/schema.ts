import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../../versioned-columns.ts'
import { freedSlot, waitlist } from '../schema.ts'
import { offerStatuses } from './contract.ts'

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
  ...versionedColumns,
})
export type OfferRow = typeof offer.$inferSelect
