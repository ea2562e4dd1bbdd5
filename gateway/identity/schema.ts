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

export const registration = sqliteTable('registration', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  accountId: text('account_id').notNull(),
  email: text().notNull(),
  ownerName: text('owner_name').notNull(),
  passwordHash: text('password_hash').notNull(),
  name: text().notNull(),
  timezone: text().notNull(),
  country: text().notNull(),
  currency: text().notNull(),
  locale: text().$type<'en' | 'id'>().notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  confirmedAt: integer('confirmed_at'),
})

export const invitation = sqliteTable('invitation', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  email: text(),
  name: text().notNull(),
  roles: text({ mode: 'json' }).$type<Role[]>().notNull(),
  staffId: text('staff_id'),
  patientId: text('patient_id'),
  relation: text().$type<(typeof relations)[number]>(),
  locale: text().$type<'en' | 'id'>().notNull(),
  round: integer().notNull(),
  codeHash: text('code_hash'),
  invitedBy: text('invited_by').notNull(),
  invitedByName: text('invited_by_name').notNull(),
  expiresAt: integer('expires_at').notNull(),
  revokedAt: integer('revoked_at'),
  acceptedAt: integer('accepted_at'),
  acceptedBy: text('accepted_by'),
  acceptance: text(),
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const claim = sqliteTable('claim', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  invitationId: text('invitation_id').notNull(),
  email: text().notNull(),
  passwordHash: text('password_hash'),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
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
  passwordHash: text('password_hash').notNull(),
  locale: text().$type<'en' | 'id'>().notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  confirmedAt: integer('confirmed_at'),
  acceptance: text(),
})

export const mailKinds = [
  'registration',
  'invitation',
  'claim',
  'password_reset',
  'password_changed',
  'patient_registration',
  'second_factor_removed',
] as const

export const mail = sqliteTable('mail', {
  id: text().primaryKey(),
  kind: text().$type<(typeof mailKinds)[number]>().notNull(),
  subjectId: text('subject_id').notNull(),
  origin: text().notNull(),
  createdAt: integer('created_at').notNull(),
  dueAt: integer('due_at').notNull(),
  attempts: integer().notNull(),
  settledAt: integer('settled_at'),
})

export const commonPassword = sqliteTable('common_password', { word: text().primaryKey() })

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
})

export type Revocation = NonNullable<(typeof session.$inferSelect)['revokedFor']>

export const secondFactor = sqliteTable('second_factor', {
  accountId: text('account_id').primaryKey(),
  secret: text().notNull(),
  confirmedAt: integer('confirmed_at'),
  lastStep: integer('last_step').notNull().default(0),
  createdAt: integer('created_at').notNull(),
})

export const recoveryCode = sqliteTable(
  'recovery_code',
  { accountId: text('account_id').notNull(), codeHash: text('code_hash').notNull(), usedAt: integer('used_at') },
  table => [primaryKey({ columns: [table.accountId, table.codeHash] })],
)

export const unknownSignIn = sqliteTable('unknown_sign_in', {
  id: text().primaryKey(),
  event: text().notNull(),
  outcome: text().notNull(),
  accountId: text('account_id'),
  addressHash: text('address_hash'),
  requestId: text('request_id').notNull(),
  at: integer().notNull(),
})

export const attempt = sqliteTable('attempt', {
  id: text().primaryKey(),
  subject: text().notNull(),
  at: integer().notNull(),
})
