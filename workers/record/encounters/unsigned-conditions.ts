import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { shown } from '../timeline/chart-summary.ts'
import { encounter } from './schema.ts'

/** Written out, not bound: only so the partial indexes on open encounters are sure to be used. */
export const inProgress = sql`${encounter.status} = 'in_progress'`

export function waiting({ clinicId }: Context, mine: SQL | undefined) {
  return and(eq(encounter.clinicId, clinicId), inProgress, mine)
}

export function countOf(context: Context, mine: SQL | undefined) {
  const { db } = context
  const some = db
    .select({ id: encounter.id })
    .from(encounter)
    .where(waiting(context, mine))
    .limit(shown.counted)
    .as('some')
  return db.select({ count: sql<number>`count(*)` }).from(some)
}
