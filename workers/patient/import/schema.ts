import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const importedRow = sqliteTable(
  'imported_row',
  {
    clinicId: text('clinic_id').notNull(),
    source: text().notNull(),
    key: text().notNull(),
    patientId: text('patient_id').notNull(),
    importId: text('import_id').notNull(),
    at: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.source, table.key] })],
)
