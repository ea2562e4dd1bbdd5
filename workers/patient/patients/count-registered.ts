import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { RegisteredCount } from './contract.ts'
import { patient } from './schema.ts'

/** The count stops here. So many registrations are an import, and nobody needs their exact number. */
const counted = 10_000

/**
 * How many patients were registered in a range, counted to 10,000. Whoever was registered since `from` was changed since as well, so the
 * index on changes bounds what is read: ask for a recent range.
 *
 * @param range instants or the clinic's dates; `to` is exclusive.
 */
export async function countRegistered(
  context: Context,
  range: { from: string; to: string },
): Promise<Result<RegisteredCount, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const [from, to] = [toInstant(range.from, actor.timezone), toInstant(range.to, actor.timezone)]
  if (to <= from) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  const some = db
    .select({ id: patient.id })
    .from(patient)
    .where(
      and(
        eq(patient.clinicId, clinicId),
        gte(patient.updatedAt, from),
        gte(patient.createdAt, from),
        lt(patient.createdAt, to),
      ),
    )
    .limit(counted)
    .as('some')
  const [row] = await db.select({ registered: sql<number>`count(*)` }).from(some)
  return ok({ registered: row?.registered ?? 0 })
}
