import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'

/** The patient ids of these visits, series, waitlist entries and offers of the clinic. Unknown ids are ignored. */
export async function patientIdsOf({ db, clinicId }: Context, ids: string[]): Promise<Result<string[]>> {
  const isAsked = sql`clinic_id = ${clinicId} AND id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const rows = await db.all<{ patient_id: string }>(
    sql`SELECT patient_id FROM appointment WHERE ${isAsked} UNION SELECT patient_id FROM series WHERE ${isAsked}
        UNION SELECT patient_id FROM waitlist WHERE ${isAsked} UNION SELECT patient_id FROM offer WHERE ${isAsked}`,
  )
  return ok(rows.map(row => row.patient_id))
}
