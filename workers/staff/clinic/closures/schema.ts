import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versioned } from '../../versioned-columns.ts'

export const closure = sqliteTable('closure', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text().notNull(),
  ...versioned,
})

export type ClosureRow = typeof closure.$inferSelect
