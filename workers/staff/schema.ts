import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Clinic } from './clinic/contract.ts'
import type { Availability, ClinicPolicies, StaffMember } from './contract.ts'

/** Drizzle's view of migrations/staff. The migrations are the truth; test/schema.test.ts holds this against them. */

const versioned = {
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

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

export const closure = sqliteTable('closure', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text().notNull(),
  ...versioned,
})

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

export const absence = sqliteTable('absence', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  staffId: text('staff_id')
    .notNull()
    .references(() => staff.id),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text(),
  ...versioned,
})

export const opening = sqliteTable('opening', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  staffId: text('staff_id')
    .notNull()
    .references(() => staff.id),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  reason: text(),
  ...versioned,
})

export type ClinicRow = typeof clinic.$inferSelect
export type ClosureRow = typeof closure.$inferSelect
export type StaffRow = typeof staff.$inferSelect
export type AvailabilityRow = typeof availability.$inferSelect
export type AbsenceRow = typeof absence.$inferSelect
export type OpeningRow = typeof opening.$inferSelect
