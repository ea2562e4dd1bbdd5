import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../versioned-columns.ts'

export const visitType = sqliteTable('visit_type', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  minutes: integer().notNull(),
  bufferBefore: integer('buffer_before').notNull(),
  bufferAfter: integer('buffer_after').notNull(),
  productId: text('product_id'),
  selfBookable: integer('self_bookable', { mode: 'boolean' }).notNull(),
  active: integer({ mode: 'boolean' }).notNull(),
  ...versionedColumns,
})
export type VisitTypeRow = typeof visitType.$inferSelect
