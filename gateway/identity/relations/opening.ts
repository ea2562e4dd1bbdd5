import { type SQL, sql } from 'drizzle-orm'
import type { standsFor } from './schema.ts'

/**
 * When a relation opens the patient's record. Visits and contact data are open at once; the record after 24 hours, or when an owner or
 * doctor who did not invite has approved it, and only then where nobody but the clinic's own people could have heard of it.
 */

/** Milliseconds for which a new relation waits. */
export const waitingTime = 24 * 3_600_000

/** How old an address of the patient must be to be worth a notice: whoever invites may have written a younger one for it. */
export const addressAge = 7 * 86_400_000

export type RelationRow = typeof standsFor.$inferSelect
type Opening = Pick<RelationRow, 'opening' | 'approvedAt' | 'createdAt' | 'heldFor'>

/** From when on the record is open; undefined while somebody has to approve it first. */
export function recordFrom({ opening, approvedAt, createdAt, heldFor }: Opening): number | undefined {
  if (opening === 'at_once') return createdAt
  const waited = opening === 'after_a_day' && heldFor === null ? createdAt + waitingTime : undefined
  if (approvedAt === null) return waited
  return waited === undefined ? approvedAt : Math.min(approvedAt, waited)
}

export function isOpen(row: Opening, at: number): boolean {
  const from = recordFrom(row)
  return from !== undefined && from <= at
}

/** The same in any WHERE over `stands_for`, by the alias given. */
export function openAt(at: number, alias = 'stands_for'): SQL {
  const s = sql.raw(alias)
  return sql`(${s}.opening = 'at_once' OR ${s}.approved_at IS NOT NULL
    OR (${s}.opening = 'after_a_day' AND ${s}.held_for IS NULL AND ${s}.created_at <= ${at - waitingTime}))`
}

/** Whether one of these works or worked in a clinic, whoever was removed or disabled included. @param who of `w.account_id` and `wa.email`. */
export function hasWorkedHere(clinicId: SQL, who: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM worked_here w JOIN account wa ON wa.id = w.account_id WHERE w.clinic_id = ${clinicId} AND (${who}))`
}

/**
 * How a relation opens that begins now.
 *
 * @param notice where the person hears of it: by itself it opens only where each of their records had an address a week ago.
 * @param accountId SQL of the account that accepts.
 * @param invited the address that was invited, where there was one.
 */
export function openingOf(
  clinicId: string,
  notice: { to: string[]; everyRecord: boolean } | undefined,
  accountId: SQL,
  invited: string | null,
): SQL {
  if (!notice?.everyRecord) return sql`'by_approval'`
  const addresses = JSON.stringify([...notice.to, invited])
  const own = hasWorkedHere(
    sql`${clinicId}`,
    sql`w.account_id = ${accountId} OR wa.email IN (SELECT value FROM json_each(${addresses}))`,
  )
  return sql`CASE WHEN ${own} THEN 'by_approval' ELSE 'after_a_day' END`
}
