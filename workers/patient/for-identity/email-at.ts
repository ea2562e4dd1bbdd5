import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { patient } from '../patients/schema.ts'

/**
 * The mail address that a patient had at an instant: where a notice goes that must not follow an address somebody has just written.
 *
 * @param input `at` is Unix milliseconds.
 * @returns `email` absent where there was none then, where the patient was not registered yet, and for an unknown id.
 */
export async function emailAt(
  { db, clinicId }: Context,
  { patientId, at }: { patientId: string; at: number },
): Promise<Result<{ email?: string }>> {
  const [row] = await db
    .select({
      email: sql<string | null>`CASE WHEN patient.created_at > ${at} THEN NULL ELSE (
        SELECT email FROM (
          SELECT e.until, e.email FROM earlier_email e
            WHERE e.clinic_id = ${clinicId} AND e.patient_id = ${patientId} AND e.until > ${at}
          UNION ALL SELECT 9e15, patient.email)
        ORDER BY until LIMIT 1) END`,
    })
    .from(patient)
    .where(and(eq(patient.clinicId, clinicId), eq(patient.id, patientId)))
  return ok({ email: row?.email ?? undefined })
}
