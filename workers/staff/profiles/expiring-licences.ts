import { and, asc, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { worksAt } from './conditions.ts'
import type { ExpiringLicences } from './contract.ts'
import { staff } from './schema.ts'

/** Licences of those who work here that end before a date, or have ended; the soonest first, at most 100. */
export async function expiringLicences(
  { db, clinicId, at }: Context,
  input: { before: string },
): Promise<Result<ExpiringLicences>> {
  const field = (name: string) => sql<string>`licence.value ->> ${name}`
  const items = await db
    .select({
      staffId: staff.id,
      name: staff.name,
      type: field('type'),
      number: field('number'),
      validTo: field('validTo'),
    })
    .from(staff)
    .crossJoin(sql`json_each(${staff.licences}) licence`)
    .where(and(eq(staff.clinicId, clinicId), worksAt(at), sql`licence.value ->> 'validTo' < ${input.before}`))
    .orderBy(sql`licence.value ->> 'validTo'`, asc(staff.id))
    .limit(100)
  return ok({ items })
}
