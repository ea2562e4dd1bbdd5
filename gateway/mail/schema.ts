import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Drizzle's view of migrations/identity. The migrations are the truth; a test holds this against them. */

export const mailKinds = [
  'registration',
  'invitation',
  'claim',
  'password_reset',
  'password_changed',
  'patient_registration',
  'second_factor_removed',
  'second_factor_removed_own',
  'second_factor_removed_printed',
  'second_factor_added',
  'recovery_code_used',
  'recovery_codes_renewed',
  'relation_begun',
  'relation_held',
  'guardianship_ends',
  'record_opened_owner',
  'record_opened_patient',
  'log_witness',
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
