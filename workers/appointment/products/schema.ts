import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../versioned-columns.ts'
import { productKinds } from './contract.ts'

export const product = sqliteTable('product', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  code: text(),
  kind: text({ enum: productKinds }).notNull(),
  priceAmount: integer('price_amount').notNull(),
  priceCurrency: text('price_currency').notNull(),
  taxRate: integer('tax_rate'),
  active: integer({ mode: 'boolean' }).notNull(),
  ...versionedColumns,
})
export type ProductRow = typeof product.$inferSelect

export const codeTaken = 'unique:product.clinic_id, product.code'
