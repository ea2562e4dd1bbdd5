import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import type { VersionedChange } from '../versioned-change.ts'
import type { ChangeVisitType, VisitType } from './contract.ts'
import { knowsProduct, unknownProduct } from './known-product.ts'
import { visitType } from './schema.ts'
import { toVisitType } from './view.ts'

/** Change a visit type. Visits already booked keep their length; `active: false` takes it out of use. */
export async function changeVisitType(
  context: Context,
  { id, version, change }: VersionedChange<ChangeVisitType>,
): Promise<Result<VisitType, 'not_found' | 'stale' | 'invalid_request'>> {
  const { db, clinicId, at } = context
  if (!(await knowsProduct(context, change.productId))) return unknownProduct()
  const {
    row: [row],
    now: [now],
  } = await batch(db, {
    row: db
      .update(visitType)
      .set({ ...change, version: sql`${visitType.version} + 1`, updatedAt: at })
      .where(and(eq(visitType.clinicId, clinicId), eq(visitType.id, id), eq(visitType.version, version)))
      .returning(),
    now: db
      .select({ id: visitType.id })
      .from(visitType)
      .where(and(eq(visitType.clinicId, clinicId), eq(visitType.id, id))),
    change: changeRow(context, 'visit_type', id, 'visit_type.changed', { fields: Object.keys(change) }),
  })
  if (row) return ok(toVisitType(row))
  return now ? fail('stale') : fail('not_found')
}
