import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

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
  standsAlone: integer('stands_alone', { mode: 'boolean' }).notNull().default(false),
})

export const clinic = sqliteTable('clinic', {
  id: text().primaryKey(),
  name: text().notNull(),
  timezone: text().notNull(),
  country: text().notNull(),
  currency: text().notNull(),
  locale: text().$type<'en' | 'id'>().notNull(),
  status: text().$type<'creating' | 'active'>().notNull(),
  requireSecondFactor: integer('require_second_factor', { mode: 'boolean' }).notNull().default(false),
  stepUpToSign: integer('step_up_to_sign', { mode: 'boolean' }).notNull().default(false),
  logWitness: integer('log_witness', { mode: 'boolean' }).notNull().default(false),
  witnessedAt: integer('witnessed_at'),
  ageOfMajority: integer('age_of_majority').notNull().default(18),
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const registration = sqliteTable('registration', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  accountId: text('account_id').notNull(),
  email: text().notNull(),
  ownerName: text('owner_name').notNull(),
  name: text().notNull(),
  timezone: text().notNull(),
  country: text().notNull(),
  currency: text().notNull(),
  locale: text().$type<'en' | 'id'>().notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  confirmedAt: integer('confirmed_at'),
})

export const passwordReset = sqliteTable('password_reset', {
  id: text().primaryKey(),
  accountId: text('account_id'),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
})

export const patientRegistration = sqliteTable('patient_registration', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  email: text().notNull(),
  name: text().notNull(),
  birthDate: text('birth_date'),
  phone: text(),
  locale: text().$type<'en' | 'id'>().notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  confirmedAt: integer('confirmed_at'),
  acceptance: text(),
})

export const commonPassword = sqliteTable('common_password', { word: text().primaryKey() })
