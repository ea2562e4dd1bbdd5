import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Role } from '#shared/permissions'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const membership = sqliteTable('membership', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  accountId: text('account_id').notNull(),
  roles: text({ mode: 'json' }).$type<Role[]>().notNull(),
  staffId: text('staff_id'),
  disabledAt: integer('disabled_at'),
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
