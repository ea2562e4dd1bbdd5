import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { recordedByColumns, versionedColumns } from '../entry-columns.ts'

export const restriction = sqliteTable('restriction', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  reason: text().notNull(),
  blocked: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
  ...recordedByColumns,
  liftedAt: integer('lifted_at'),
  liftedById: text('lifted_by_id'),
  liftedByName: text('lifted_by_name'),
  liftedReason: text('lifted_reason'),
  ...versionedColumns,
})

export type RestrictionRow = typeof restriction.$inferSelect

/** Every id of the person that a restriction in force covers. */
export const restrictedPatient = sqliteTable(
  'restricted_patient',
  {
    clinicId: text('clinic_id').notNull(),
    patientId: text('patient_id').notNull(),
    restrictionId: text('restriction_id').notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.patientId, table.restrictionId] })],
)

export const recordAccess = sqliteTable('record_access', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  accountId: text('account_id').notNull(),
  accountName: text('account_name').notNull(),
  reason: text().notNull(),
  until: integer().notNull(),
  createdAt: integer('created_at').notNull(),
})

export type RecordAccessRow = typeof recordAccess.$inferSelect

/** To whom a record is open for a reason, by every id of the person. */
export const openedRecord = sqliteTable(
  'opened_record',
  {
    clinicId: text('clinic_id').notNull(),
    accountId: text('account_id').notNull(),
    patientId: text('patient_id').notNull(),
    accessId: text('access_id').notNull(),
    until: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.accountId, table.patientId, table.accessId] })],
)

export const askingPolicy = sqliteTable('asking_policy', {
  clinicId: text('clinic_id').primaryKey(),
  askReason: text('ask_reason').$type<'never' | 'unrelated'>().notNull(),
  version: integer().notNull(),
})
