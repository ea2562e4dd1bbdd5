import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The tables by which patients are found. */

export const searchTerm = sqliteTable(
  'search_term',
  {
    clinicId: text('clinic_id').notNull(),
    state: integer().notNull(),
    term: text().notNull(),
    patientId: text('patient_id').notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.state, table.term, table.patientId] })],
)

export const searchKey = sqliteTable(
  'search_key',
  { clinicId: text('clinic_id').notNull(), key: text().notNull(), word: text().notNull() },
  table => [primaryKey({ columns: [table.clinicId, table.key, table.word] })],
)
