import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { encounter } from './schema.ts'

/** Unsigned encounters are counted up to here. */
const mostCounted = 1_000

/** Written out, not bound: only so the partial indexes on open encounters are sure to be used. */
export const inProgress = sql`${encounter.status} = 'in_progress'`

export function isUnsigned({ clinicId }: Context, mine: SQL | undefined) {
  return and(eq(encounter.clinicId, clinicId), inProgress, mine)
}

export function countOf(context: Context, mine: SQL | undefined) {
  const { db } = context
  const some = db
    .select({ id: encounter.id })
    .from(encounter)
    .where(isUnsigned(context, mine))
    .limit(mostCounted)
    .as('some')
  return db.select({ count: sql<number>`count(*)` }).from(some)
}
