import { and, count, eq, inArray } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { openStatuses } from './contract.ts'
import { appointment } from './schema.ts'
import { beforeToday } from './steps/complete.ts'

/** Count the visits of past days that are still open. */
export async function countUnclosed(context: Context): Promise<Result<{ count: number }>> {
  const [row] = await context.db
    .select({ count: count() })
    .from(appointment)
    .where(
      and(eq(appointment.clinicId, context.clinicId), inArray(appointment.status, openStatuses), beforeToday(context)),
    )
  return ok({ count: row?.count ?? 0 })
}
