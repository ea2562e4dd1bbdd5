import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

/** The head of a clinic's access log as one owner was mailed it. */
export const logWitness = sqliteTable('log_witness', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  membershipId: text('membership_id').notNull(),
  sequence: integer().notNull(),
  hash: text().notNull(),
  createdAt: integer('created_at').notNull(),
})
