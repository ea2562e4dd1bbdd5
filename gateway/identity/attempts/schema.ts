import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const attempt = sqliteTable('attempt', {
  id: text().primaryKey(),
  subject: text().notNull(),
  at: integer().notNull(),
})
