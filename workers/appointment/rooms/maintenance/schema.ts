import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../../versioned-columns.ts'

export const roomMaintenance = sqliteTable('room_maintenance', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  roomId: text('room_id').notNull(),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text().notNull(),
  ...versionedColumns,
})
export type MaintenanceRow = typeof roomMaintenance.$inferSelect
