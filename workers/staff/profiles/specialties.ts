import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { worksAt } from './conditions.ts'
import type { Specialties } from './contract.ts'
import { staff } from './schema.ts'

/** Every specialty of those who work here. Written differently only in upper and lower case, it is one. */
export async function specialties({ db, clinicId, at }: Context): Promise<Result<Specialties>> {
  const items = await db
    .select({
      name: sql<string>`min(specialty.value)`,
      staff: sql<number>`count(DISTINCT ${staff.id})`,
      bookable: sql<number>`count(DISTINCT CASE WHEN ${staff.bookable} THEN ${staff.id} END)`,
    })
    .from(staff)
    .crossJoin(sql`json_each(${staff.specialties}) specialty`)
    .where(and(eq(staff.clinicId, clinicId), worksAt(at)))
    .groupBy(sql`specialty.value COLLATE NOCASE`)
    .orderBy(sql`specialty.value COLLATE NOCASE`)
    .limit(500)
  return ok({ items })
}
