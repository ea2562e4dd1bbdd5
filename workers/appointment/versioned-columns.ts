import { integer } from 'drizzle-orm/sqlite-core'

/** Columns of every row that can be changed. The schemas are Drizzle's view of migrations/appointment; the migrations are the truth. */

export const versionedColumns = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}
