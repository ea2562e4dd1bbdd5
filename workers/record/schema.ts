import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Author, Encounter, Note, Observation, RecordObservation } from './contract.ts'

/** Drizzle's view of migrations/record. The migrations are the truth; test/schema.test.ts holds this against them. */

/** Who wrote a row, kept with the name and role of that day. */
const recordedBy = {
  recordedById: text('recorded_by_id').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  recordedByRole: text('recorded_by_role').notNull(),
}

const kept = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

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
  ...recordedBy,
  signedAt: integer('signed_at'),
  signedById: text('signed_by_id'),
  signedByName: text('signed_by_name'),
  signedByRole: text('signed_by_role'),
  ...kept,
})
export type EncounterRow = typeof encounter.$inferSelect

export const note = sqliteTable('note', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  encounterId: text('encounter_id').notNull(),
  patientId: text('patient_id').notNull(),
  kind: text().$type<Note['kind']>().notNull(),
  status: text().$type<'draft' | 'signed'>().notNull(),
  ...recordedBy,
  signedAt: integer('signed_at'),
  ...kept,
  subjective: text(),
  objective: text(),
  assessment: text(),
  plan: text(),
  text: text(),
  /** When another signed the encounter while this was a draft. */
  withdrawnAt: integer('withdrawn_at'),
})
export type NoteRow = typeof note.$inferSelect

/** The text of a note as it was signed, append-only. */
export const noteVersion = sqliteTable(
  'note_version',
  {
    noteId: text('note_id').notNull(),
    number: integer().notNull(),
    clinicId: text('clinic_id').notNull(),
    encounterId: text('encounter_id').notNull(),
    content: text().notNull(),
    sha256: text().notNull(),
    signedById: text('signed_by_id').notNull(),
    signedByName: text('signed_by_name').notNull(),
    signedByRole: text('signed_by_role').notNull(),
    signedAt: integer('signed_at').notNull(),
  },
  table => [primaryKey({ columns: [table.noteId, table.number] })],
)

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
  ...recordedBy,
  retractedReason: text('retracted_reason'),
  retractedAt: integer('retracted_at'),
  retractedById: text('retracted_by_id'),
  retractedByName: text('retracted_by_name'),
  retractedByRole: text('retracted_by_role'),
  ...kept,
})
export type ObservationRow = typeof observation.$inferSelect
