import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'

/** The patients of these encounters, notes and observations of the clinic. What is not there names nobody. */
export async function patientIdsOf({ db, clinicId }: Context, ids: string[]): Promise<Result<string[]>> {
  const asked = sql`clinic_id = ${clinicId} AND id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const rows = await db.all<{ patient_id: string }>(
    sql`SELECT patient_id FROM encounter WHERE ${asked} UNION SELECT patient_id FROM note WHERE ${asked}
        UNION SELECT patient_id FROM observation WHERE ${asked}`,
  )
  return ok(rows.map(row => row.patient_id))
}
