import { getTableColumns, sql } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { HeldIdentifier } from '../identifiers.ts'
import type { identityDocuments, Patient } from './contract.ts'
import type { PlainFieldName } from './plain-fields/contract.ts'
import { plainColumns } from './plain-fields/schema.ts'

/** The tables of patients. The migrations are the truth; test/verbs/schema.test.ts compares both. */

export const patient = sqliteTable('patient', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  recordNumber: integer('record_number').notNull(),
  nameGiven: text('name_given'),
  nameFamily: text('name_family'),
  nameText: text('name_text').notNull(),
  namePrefix: text('name_prefix'),
  nameSuffix: text('name_suffix'),
  namePreferred: text('name_preferred'),
  birthDate: text('birth_date'),
  sex: text().$type<Patient['sex']>().notNull(),
  ...plainColumns,
  phone: text(),
  otherPhones: text('other_phones', { mode: 'json' }).$type<Patient['otherPhones']>().notNull(),
  address: text({ mode: 'json' }).$type<Patient['address']>(),
  contacts: text({ mode: 'json' }).$type<Patient['contacts']>().notNull(),
  interpreter: integer({ mode: 'boolean' }).notNull(),
  deceased: integer({ mode: 'boolean' }).notNull(),
  deceasedDate: text('deceased_date'),
  coverages: text({ mode: 'json' }).$type<Patient['coverages']>().notNull(),
  archivedAt: integer('archived_at'),
  unverified: integer({ mode: 'boolean' }).notNull().default(false),
  verifiedWith: text('verified_with').$type<(typeof identityDocuments)[number]>(),
  registeredOnline: integer('registered_online', { mode: 'boolean' }).notNull().default(false),
  /** The next one in the chain of links; the patient who is kept is at its end (`merged-into.ts`). */
  mergedInto: text('merged_into'),
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  identifiers: text({ mode: 'json' }).$type<HeldIdentifier[]>().notNull(),
  /** In which form the search terms were written; `search-terms.ts` says what each holds. */
  searchForm: integer('search_form').notNull().default(1),
  /** 0 living, 1 deceased, 2 archived; the database derives it. */
  state: integer().generatedAlwaysAs(
    sql`CASE WHEN archived_at IS NOT NULL THEN 2 WHEN deceased = 1 THEN 1 ELSE 0 END`,
    { mode: 'virtual' },
  ),
})

export const patientIdentifier = sqliteTable(
  'patient_identifier',
  {
    clinicId: text('clinic_id').notNull(),
    type: text().$type<HeldIdentifier['type']>().notNull(),
    normal: text().notNull(),
    patientId: text('patient_id').notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.type, table.normal, table.patientId] })],
)

/** Holds no row: an insert ends the batch with `stale`. */
export const staleWrite = sqliteTable('stale_write', { never: integer() })

export type PatientRow = typeof patient.$inferSelect

function withoutDetails() {
  const { clinicId, otherPhones, contacts, interpreter, coverages, state, ...columns } = getTableColumns(patient)
  const lines = Object.entries(columns).filter(([name]) => !Object.hasOwn(plainColumns, name))
  return Object.fromEntries(lines) as Omit<typeof columns, PlainFieldName>
}

/**
 * The columns of a line in a list. The others are left out: they hold much, and only a patient's own page shows them. The cast holds
 * because exactly the plain fields are taken out.
 */
export const lineColumns = withoutDetails()
export type LineRow = Pick<PatientRow, keyof typeof lineColumns> & { keptId?: string | null }

/** A row with the end of its chain, where one was asked for. */
export type LinkedRow = PatientRow & { keptId?: string | null }
