import { integer, text } from 'drizzle-orm/sqlite-core'

/** Who wrote a row, kept with the name and role of that day. */
export const recordedByColumns = {
  recordedById: text('recorded_by_id').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  recordedByRole: text('recorded_by_role').notNull(),
}

export const versionedColumns = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}
