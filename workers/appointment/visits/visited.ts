import { and, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { appointment } from './schema.ts'

/** Which of these patients had a visit that began in a span, cancelled ones aside. At most 500 ids; instants are Unix milliseconds. */
export async function visitedPatients(
  { db, clinicId }: Context,
  { ids, from, to }: { ids: string[]; from: number; to: number },
): Promise<Result<string[]>> {
  const rows = await db
    .selectDistinct({ id: appointment.patientId })
    .from(appointment)
    .where(
      and(
        eq(appointment.clinicId, clinicId),
        gte(appointment.startsAt, from),
        lt(appointment.startsAt, to),
        ne(appointment.status, 'cancelled'),
        inArray(appointment.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(ids.slice(0, 500))}))`),
      ),
    )
  return ok(rows.map(row => row.id))
}
