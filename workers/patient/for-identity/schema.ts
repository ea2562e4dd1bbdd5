import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** An address that a patient had until then; a trigger of the database writes it. */
export const earlierEmail = sqliteTable(
  'earlier_email',
  {
    clinicId: text('clinic_id').notNull(),
    patientId: text('patient_id').notNull(),
    until: integer().notNull(),
    email: text(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.patientId, table.until] })],
)
