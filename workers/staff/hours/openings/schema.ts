import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { staff } from '../../profiles/schema.ts'
import { versioned } from '../../versioned-columns.ts'

export const opening = sqliteTable('opening', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  staffId: text('staff_id')
    .notNull()
    .references(() => staff.id),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text(),
  ...versioned,
})

export type OpeningRow = typeof opening.$inferSelect
