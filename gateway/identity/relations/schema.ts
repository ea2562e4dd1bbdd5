import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

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
  noticeTo: text('notice_to'),
  approvedAt: integer('approved_at'),
  approvedBy: text('approved_by'),
  approvedByName: text('approved_by_name'),
  ofAgeOn: text('of_age_on'),
  confirmedAt: integer('confirmed_at'),
  checkedAt: integer('checked_at'),
  endedAt: integer('ended_at'),
  endedBy: text('ended_by'),
  endedByName: text('ended_by_name'),
  endedFor: text('ended_for').$type<'request' | 'merge' | 'of_age' | 'membership'>(),
  endReason: text('end_reason'),
  heldFor: text('held_for'),
  mergedId: text('merged_id'),
  version: integer().notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull().default(0),
})
