import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../../versioned-columns.ts'

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
  /** Whether a patient took it: of these an account has five in an hour, let go or not. */
  byPatient: integer('by_patient', { mode: 'boolean' }).notNull(),
  ...versionedColumns,
})
export type HoldRow = typeof slotHold.$inferSelect
