import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const secondFactor = sqliteTable('second_factor', {
  accountId: text('account_id').primaryKey(),
  secret: text().notNull(),
  confirmedAt: integer('confirmed_at'),
  lastStep: integer('last_step').notNull().default(0),
  createdAt: integer('created_at').notNull(),
})

export const recoveryCode = sqliteTable(
  'recovery_code',
  {
    accountId: text('account_id').notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: integer('used_at'),
    /** The printed code that switches a lost factor off; the others open one session each. */
    kept: integer({ mode: 'boolean' }).notNull().default(false),
  },
  table => [primaryKey({ columns: [table.accountId, table.codeHash] })],
)
