import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../../versioned-columns.ts'

export const queueScreen = sqliteTable('queue_screen', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  madeBy: text('made_by').notNull(),
  ...versionedColumns,
})
export type QueueScreenRow = typeof queueScreen.$inferSelect
