import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Product } from './contract.ts'
import { product } from './schema.ts'
import { toProduct } from './view.ts'

export async function readProduct({ db, clinicId }: Context, id: string): Promise<Result<Product, 'not_found'>> {
  const [row] = await db
    .select()
    .from(product)
    .where(and(eq(product.clinicId, clinicId), eq(product.id, id)))
  return row ? ok(toProduct(row)) : fail('not_found')
}
