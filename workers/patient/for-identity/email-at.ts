import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { groupsOf } from '../duplicates/merged-into.ts'

/**
 * The mail addresses that a person had at an instant, of all records that are merged: where a notice goes that must not follow an address
 * somebody has just written.
 *
 * @param input `at` is Unix milliseconds.
 * @returns each address once; `everyRecord` where every record had one. A record that was not registered yet had none, nor has an unknown id.
 */
export async function emailAt(
  context: Context,
  { patientId, at }: { patientId: string; at: number },
): Promise<Result<{ emails: string[]; everyRecord: boolean }>> {
  const { db, clinicId } = context
  const rows = await db.all<{ email: string | null }>(
    sql`SELECT CASE WHEN p.created_at > ${at} THEN NULL ELSE (
        SELECT email FROM (
          SELECT e.until, e.email FROM earlier_email e
            WHERE e.clinic_id = ${clinicId} AND e.patient_id = p.id AND e.until > ${at}
          UNION ALL SELECT 9e15, p.email)
        ORDER BY until LIMIT 1) END AS email
      FROM ${groupsOf(context, [patientId])} g CROSS JOIN patient p ON p.id = g.id`,
  )
  const known = rows.flatMap(({ email }) => email?.toLowerCase() ?? [])
  return ok({ emails: [...new Set(known)], everyRecord: rows.length > 0 && known.length === rows.length })
}
