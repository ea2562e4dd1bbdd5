import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const session = sqliteTable('session', {
  id: text().primaryKey(),
  accountId: text('account_id').notNull(),
  clinicId: text('clinic_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  previousHash: text('previous_hash'),
  rotatedAt: integer('rotated_at').notNull(),
  device: text().notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  revokedAt: integer('revoked_at'),
  revokedFor: text('revoked_for').$type<'signed_out' | 'replayed' | 'by_user' | 'by_owner' | 'password_changed'>(),
  secondFactorAt: integer('second_factor_at'),
  /** When the password or a code was last given in this session, signing in included. */
  steppedUpAt: integer('stepped_up_at'),
})

export type Revocation = NonNullable<(typeof session.$inferSelect)['revokedFor']>
