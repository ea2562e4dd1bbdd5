import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versioned } from '../versioned-columns.ts'
import type { StaffMember } from './contract.ts'

export const staff = sqliteTable('staff', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  name: text().notNull(),
  nameKey: text('name_key').notNull(),
  title: text(),
  profession: text().$type<StaffMember['profession']>().notNull(),
  specialties: text({ mode: 'json' }).$type<string[]>().notNull(),
  licences: text({ mode: 'json' }).$type<NonNullable<StaffMember['licences']>>().notNull(),
  languages: text({ mode: 'json' }).$type<string[]>().notNull(),
  bookable: integer({ mode: 'boolean' }).notNull(),
  archivedFrom: integer('archived_from'),
  dailyMaximum: integer('daily_maximum'),
  ...versioned,
})

export type StaffRow = typeof staff.$inferSelect
