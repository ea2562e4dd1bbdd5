import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail } from '#shared/result'
import { product } from '../products/schema.ts'

export const unknownProduct = () => fail('invalid_request', [{ path: 'productId', rule: 'unknown' }])

/** Whether the product of a visit type is one of the clinic's. */
export async function knowsProduct({ db, clinicId }: Context, id: string | null | undefined): Promise<boolean> {
  if (!id) return true
  const rows = await db
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.clinicId, clinicId), eq(product.id, id)))
  return rows.length > 0
}
