import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who stands for whom, as Drizzle sees it. The migrations are the truth; a test holds this against them. */

export const relations = ['self', 'guardian', 'carer'] as const

/** When a relation opens the record. Those from before the rule did so at once. */
export const openings = ['at_once', 'after_a_day', 'by_approval'] as const

export const standsFor = sqliteTable('stands_for', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  membershipId: text('membership_id').notNull(),
  /** A trigger fills it: it stays where the membership goes. */
  accountId: text('account_id'),
  patientId: text('patient_id').notNull(),
  relation: text().$type<(typeof relations)[number]>().notNull(),
  opening: text().$type<(typeof openings)[number]>().notNull().default('at_once'),
  invitedBy: text('invited_by'),
  invitedByName: text('invited_by_name'),
  approvedAt: integer('approved_at'),
  approvedBy: text('approved_by'),
  approvedByName: text('approved_by_name'),
  ofAgeOn: text('of_age_on'),
  confirmedAt: integer('confirmed_at'),
  ofAgeToldAt: integer('of_age_told_at'),
  checkedAt: integer('checked_at'),
  endedAt: integer('ended_at'),
  endedBy: text('ended_by'),
  endedByName: text('ended_by_name'),
  endedFor: text('ended_for').$type<'request' | 'merge' | 'of_age' | 'membership'>(),
  endReason: text('end_reason'),
  /** The duplicates whose merges wait for approval, a JSON array. */
  heldFor: text('held_for'),
  /** The other records of the person that an approval has opened. */
  covers: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
  /** Whether the patient Worker has said so since anything changed about it. */
  portalOpen: integer('portal_open', { mode: 'boolean' }).notNull().default(false),
  mergedId: text('merged_id'),
  version: integer().notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull().default(0),
})

/** An address that hears of a relation, by a mail of its own. */
export const notice = sqliteTable('notice', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  relationId: text('relation_id').notNull(),
  email: text().notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Who works or worked in a clinic; triggers write it. */
export const workedHere = sqliteTable(
  'worked_here',
  { clinicId: text('clinic_id').notNull(), accountId: text('account_id').notNull() },
  table => [primaryKey({ columns: [table.clinicId, table.accountId] })],
)
