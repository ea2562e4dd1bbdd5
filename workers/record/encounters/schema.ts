import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Author } from '../contract.ts'
import { recordedByColumns, versionedColumns } from '../entry-columns.ts'
import type { Encounter } from './contract.ts'

/** A step of an encounter's life as it is stored; `at` is Unix milliseconds. */
export interface StatusStep {
  status: Encounter['status']
  at: number
  by: Author
  /** Of `entered_in_error`: why. */
  reason?: string
}

export const encounter = sqliteTable('encounter', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  appointmentId: text('appointment_id'),
  staffId: text('staff_id'),
  class: text().$type<Encounter['class']>().notNull(),
  status: text().$type<Encounter['status']>().notNull(),
  statusHistory: text('status_history', { mode: 'json' }).$type<StatusStep[]>().notNull(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
  ...recordedByColumns,
  signedAt: integer('signed_at'),
  signedById: text('signed_by_id'),
  signedByName: text('signed_by_name'),
  signedByRole: text('signed_by_role'),
  ...versionedColumns,
})

export type EncounterRow = typeof encounter.$inferSelect
