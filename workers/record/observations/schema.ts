import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { recordedByColumns, versionedColumns } from '../entry-columns.ts'
import type { Observation, RecordObservation } from './contract.ts'

export const observation = sqliteTable('observation', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  encounterId: text('encounter_id'),
  batchId: text('batch_id').notNull(),
  category: text().$type<Observation['category']>().notNull(),
  code: text().notNull(),
  observedAt: integer('observed_at').notNull(),
  value: real(),
  unit: text(),
  valueText: text('value_text'),
  valueCode: text('value_code'),
  components: text({ mode: 'json' }).$type<RecordObservation['components']>(),
  interpretation: text(),
  referenceRange: text('reference_range', { mode: 'json' }).$type<RecordObservation['referenceRange']>(),
  status: text().$type<Observation['status']>().notNull(),
  ...recordedByColumns,
  retractedReason: text('retracted_reason'),
  retractedAt: integer('retracted_at'),
  retractedById: text('retracted_by_id'),
  retractedByName: text('retracted_by_name'),
  retractedByRole: text('retracted_by_role'),
  ...versionedColumns,
})

export type ObservationRow = typeof observation.$inferSelect
