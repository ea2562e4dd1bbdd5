import { lte } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { slotHold } from './schema.ts'

/** For the sweep, over all clinics: holds that have expired count for nothing anyway. */
export async function forgetHolds(database: D1Database, at: number): Promise<void> {
  await drizzle(database).delete(slotHold).where(lte(slotHold.expiresAt, at))
}
