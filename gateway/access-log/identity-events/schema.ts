import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const unknownSignIn = sqliteTable('unknown_sign_in', {
  id: text().primaryKey(),
  event: text().notNull(),
  outcome: text().notNull(),
  accountId: text('account_id'),
  addressHash: text('address_hash'),
  requestId: text('request_id').notNull(),
  at: integer().notNull(),
})
