import { lte } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { slotHold } from './schema.ts'

/** For the sweep, over all clinics: delete expired holds, which no query counts any more. */
export async function forgetExpiredHolds(database: D1Database, at: number): Promise<void> {
  await drizzle(database).delete(slotHold).where(lte(slotHold.expiresAt, at))
}
