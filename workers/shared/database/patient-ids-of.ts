import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { tablesOfPatients, type WorkerName } from '../objects.ts'
import { ok, type Result } from '../result.ts'

/** The verb that says whose data a Worker's objects are. Unknown ids are ignored. */
export const patientIdsOf =
  (worker: WorkerName) =>
  async ({ db, clinicId }: Context, ids: string[]): Promise<Result<string[]>> => {
    const isAsked = sql`clinic_id = ${clinicId} AND id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
    const asked = tablesOfPatients(worker).map(
      table => sql`SELECT patient_id FROM ${sql.identifier(table)} WHERE ${isAsked}`,
    )
    const rows = await db.all<{ patient_id: string }>(sql.join(asked, sql` UNION `))
    return ok(rows.map(row => row.patient_id))
  }
