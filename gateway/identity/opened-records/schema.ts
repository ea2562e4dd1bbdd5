import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

/** Where a patient is told that the record was opened with a reason. */
export const openedNotice = sqliteTable('opened_notice', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  address: text().notNull(),
  createdAt: integer('created_at').notNull(),
})
