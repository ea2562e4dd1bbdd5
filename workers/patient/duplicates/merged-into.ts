import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { patient } from '../patients/schema.ts'

/**
 * Links between merged patients, followed in the database: one statement, however long the chain. UNION and not UNION ALL, so that a circle,
 * which triggers refuse, would end and not run for ever.
 */

/**
 * The id at the end of a patient's chain of links: of the patient who is kept, null for one who is not merged. A column for a select from
 * the table `patient` under its own name; it reads no row for a patient who is not merged.
 */
export const keptId = sql<string | null>`CASE WHEN patient.merged_into IS NOT NULL THEN (
  WITH RECURSIVE up(id, next) AS (
    SELECT patient.id, patient.merged_into
    UNION SELECT p.id, p.merged_into FROM up CROSS JOIN patient p ON p.id = up.next)
  SELECT id FROM up WHERE next IS NULL) END`.as('kept_id')

/** Everyone who is merged with one of these patients, themselves included, each with the patient who is kept of their group. */
export function groupsOf({ clinicId }: Context, ids: readonly string[]): SQL {
  return sql`(WITH RECURSIVE
    up(asked, id, next, clinic_id) AS (
      SELECT p.id, p.id, p.merged_into, p.clinic_id FROM json_each(${JSON.stringify(ids)}) a
        CROSS JOIN patient p ON p.id = a.value AND p.clinic_id = ${clinicId}
      UNION SELECT up.asked, p.id, p.merged_into, p.clinic_id FROM up CROSS JOIN patient p ON p.id = up.next),
    down(kept_id, id, clinic_id) AS (
      SELECT DISTINCT id, id, clinic_id FROM up WHERE next IS NULL
      UNION SELECT down.kept_id, p.id, p.clinic_id FROM down
        CROSS JOIN patient p ON p.clinic_id = down.clinic_id AND p.merged_into = down.id)
    SELECT kept_id, id FROM down)`
}

/** The id of the patient who is kept for this one: its own where it is not merged, undefined where there is no such patient. */
export async function keptIdOf({ db, clinicId }: Context, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: patient.id, keptId })
    .from(patient)
    .where(sql`${patient.clinicId} = ${clinicId} AND ${patient.id} = ${id}`)
  return row && (row.keptId ?? row.id)
}
