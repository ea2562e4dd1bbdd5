import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versioned } from '../versioned-columns.ts'
import type { Clinic, ClinicPolicies } from './contract.ts'

export const clinic = sqliteTable('clinic', {
  clinicId: text('clinic_id').primaryKey(),
  name: text().notNull(),
  slug: text().notNull(),
  timezone: text().notNull(),
  country: text().notNull(),
  currency: text().notNull(),
  locale: text().notNull(),
  phone: text(),
  address: text({ mode: 'json' }).$type<NonNullable<Clinic['address']>>(),
  policies: text({ mode: 'json' }).$type<Partial<ClinicPolicies>>().notNull(),
  ...versioned,
})

export type ClinicRow = typeof clinic.$inferSelect
