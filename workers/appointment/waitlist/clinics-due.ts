import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'

/** The clinics that have a freed time to offer or an offer to expire, at most 100. */
export async function clinicsDue(database: D1Database, at: number): Promise<string[]> {
  const rows = await drizzle(database).all<{ clinic_id: string }>(
    sql`SELECT clinic_id FROM freed_slot WHERE closed_at IS NULL AND due_at <= ${at}
        UNION SELECT clinic_id FROM offer WHERE status = 'open' AND expires_at <= ${at} LIMIT 100`,
  )
  return rows.map(row => row.clinic_id)
}
