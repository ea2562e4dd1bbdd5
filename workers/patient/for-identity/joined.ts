import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { groupsOf } from '../duplicates/merged-into.ts'

/** Every record of a person, and the accounts that had a hand in joining them: that have verified or merged one. */
export async function joined(context: Context, patientId: string): Promise<Result<{ ids: string[]; hands: string[] }>> {
  const { db, clinicId } = context
  const group = sql`SELECT g.id FROM ${groupsOf(context, [patientId])} g`
  const [ids, hands] = await Promise.all([
    db.all<{ id: string }>(group),
    db.all<{ id: string }>(
      sql`SELECT DISTINCT c.account_id AS id FROM change c WHERE c.clinic_id = ${clinicId} AND c.object = 'patient'
        AND c.object_id IN (${group}) AND c.action IN ('patient.verified', 'patient.merged')`,
    ),
  ])
  return ok({ ids: ids.map(({ id }) => id), hands: hands.map(({ id }) => id) })
}
