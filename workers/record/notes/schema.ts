import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { recordedByColumns, versionedColumns } from '../entry-columns.ts'
import type { Note } from './contract.ts'

export const note = sqliteTable('note', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  encounterId: text('encounter_id').notNull(),
  patientId: text('patient_id').notNull(),
  kind: text().$type<Note['kind']>().notNull(),
  status: text().$type<'draft' | 'signed'>().notNull(),
  ...recordedByColumns,
  signedAt: integer('signed_at'),
  ...versionedColumns,
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
