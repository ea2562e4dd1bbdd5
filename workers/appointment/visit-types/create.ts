import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import type { CreateVisitType, VisitType } from './contract.ts'
import { knowsProduct, unknownProduct } from './known-product.ts'
import { visitType } from './schema.ts'
import { toVisitType } from './view.ts'

/** Add a kind of visit. `minutes` and buffers are whole minutes; buffers keep doctor and room free around it. */
export async function createVisitType(
  context: Context,
  input: CreateVisitType,
): Promise<Result<VisitType, 'invalid_request'>> {
  const { db, clinicId, at } = context
  if (!(await knowsProduct(context, input.productId))) return unknownProduct()
  const id = newId('visit_type')
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(visitType)
      .values({
        id,
        clinicId,
        name: input.name,
        minutes: input.minutes,
        bufferBefore: input.bufferBefore ?? 0,
        bufferAfter: input.bufferAfter ?? 0,
        productId: input.productId,
        selfBookable: input.selfBookable ?? false,
        active: input.active ?? true,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    change: changeRow(context, 'visit_type', id, 'visit_type.created'),
    repeat: repeatRows(context, id),
  })
  if (!row) throw new Error('a visit type was inserted but not returned')
  return ok(toVisitType(row))
}
