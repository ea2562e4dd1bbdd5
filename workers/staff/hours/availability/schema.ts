import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { staff } from '../../profiles/schema.ts'
import { versioned } from '../../versioned-columns.ts'
import type { Availability } from './contract.ts'

export const availability = sqliteTable(
  'availability',
  {
    clinicId: text('clinic_id').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    weekly: text({ mode: 'json' }).$type<Availability['weekly']>().notNull(),
    ...versioned,
  },
  table => [primaryKey({ columns: [table.clinicId, table.staffId, table.validFrom] })],
)

export type AvailabilityRow = typeof availability.$inferSelect
