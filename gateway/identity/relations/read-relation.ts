import { inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import type { Relation } from './contract.ts'
import { standsFor } from './schema.ts'
import { relationHere, selectRelations, toRelation } from './view.ts'

/** What a repeated write is answered. */
export async function readRelation(context: IdentityContext, id: string): Promise<Result<Relation, 'not_found'>> {
  const [row] = await selectRelations(context.db, relationHere(context, id))
  return row ? ok(toRelation(row, context.actor)) : fail('not_found')
}

/** The patients of these relations, for the access log. */
export async function patientIdsOf({ db, clinicId }: Context, ids: string[]): Promise<Result<string[]>> {
  const rows = await db
    .select({ patientId: standsFor.patientId })
    .from(standsFor)
    .where(
      sql`${standsFor.clinicId} = ${clinicId} AND ${inArray(standsFor.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`)}`,
    )
  return ok(rows.map(one => one.patientId))
}
