import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../versioned-columns.ts'
import type { Occurrence, Repeat } from './contract.ts'

export const series = sqliteTable('series', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  patientId: text('patient_id').notNull(),
  every: text().$type<Repeat['every']>().notNull(),
  by: text().$type<NonNullable<Repeat['by']>>(),
  count: integer(),
  until: text(),
  planned: text({ mode: 'json' }).$type<Occurrence[]>().notNull(),
  ...versionedColumns,
})
export type SeriesRow = typeof series.$inferSelect
