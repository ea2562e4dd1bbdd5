import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Role } from '#shared/permissions'
import type { relations } from '../relations/schema.ts'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

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
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
})
