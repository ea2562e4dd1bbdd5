import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versioned } from '../../versioned-columns.ts'

export const queueScreen = sqliteTable('queue_screen', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  madeBy: text('made_by').notNull(),
  ...versioned,
})
export type QueueScreenRow = typeof queueScreen.$inferSelect
