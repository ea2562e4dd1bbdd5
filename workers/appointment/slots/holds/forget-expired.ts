import { and, eq, lte, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { slotHold } from './schema.ts'

/** For the sweep, over all clinics: delete expired holds, which no query counts any more; a patient's after the hour in which it counts. */
export async function forgetExpiredHolds(database: D1Database, at: number): Promise<void> {
  const counts = or(eq(slotHold.byPatient, false), lte(slotHold.createdAt, at - 3_600_000))
  await drizzle(database)
    .delete(slotHold)
    .where(and(lte(slotHold.expiresAt, at), counts))
}
