import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'

/** The patients of these visits, series, wishes and offers of the clinic. What is not there names nobody. */
export async function whose({ db, clinicId }: Context, ids: string[]): Promise<Result<string[]>> {
  const asked = sql`clinic_id = ${clinicId} AND id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const rows = await db.all<{ patient_id: string }>(
    sql`SELECT patient_id FROM appointment WHERE ${asked} UNION SELECT patient_id FROM series WHERE ${asked}
        UNION SELECT patient_id FROM waitlist WHERE ${asked} UNION SELECT patient_id FROM offer WHERE ${asked}`,
  )
  return ok(rows.map(row => row.patient_id))
}
