import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionedColumns } from '../versioned-columns.ts'

export const room = sqliteTable('room', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  number: text().notNull(),
  type: text().notNull(),
  priceAmount: integer('price_amount').notNull(),
  priceCurrency: text('price_currency').notNull(),
  maintenance: integer({ mode: 'boolean' }).notNull(),
  equipment: text({ mode: 'json' }).$type<string[]>().notNull(),
  removedAt: integer('removed_at'),
  ...versionedColumns,
})
export type RoomRow = typeof room.$inferSelect

export const numberTaken = 'unique:room.clinic_id, room.number'
