import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Role } from '#shared/permissions'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const account = sqliteTable('account', {
  id: text().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  locale: text().$type<'en' | 'id'>().notNull(),
  confirmedAt: integer('confirmed_at'),
  disabledAt: integer('disabled_at'),
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const credential = sqliteTable('credential', {
  accountId: text('account_id').primaryKey(),
  passwordHash: text('password_hash').notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const clinic = sqliteTable('clinic', {
  id: text().primaryKey(),
  name: text().notNull(),
  timezone: text().notNull(),
  country: text().notNull(),
  currency: text().notNull(),
  locale: text().$type<'en' | 'id'>().notNull(),
  status: text().$type<'creating' | 'active'>().notNull(),
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

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

export const relations = ['self', 'guardian', 'carer'] as const

export const standsFor = sqliteTable(
  'stands_for',
  {
    clinicId: text('clinic_id').notNull(),
    membershipId: text('membership_id').notNull(),
    patientId: text('patient_id').notNull(),
    relation: text().$type<(typeof relations)[number]>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.membershipId, table.patientId] })],
)

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
})

export const attempt = sqliteTable('attempt', {
  id: text().primaryKey(),
  subject: text().notNull(),
  at: integer().notNull(),
})
