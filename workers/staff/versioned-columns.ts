import { integer } from 'drizzle-orm/sqlite-core'

export const versioned = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}
