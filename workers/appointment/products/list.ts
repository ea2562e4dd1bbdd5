import { and, asc, eq, gte, type SQL } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../paging.ts'
import type { ListProducts, ProductPage } from './contract.ts'
import { product } from './schema.ts'
import { toProduct } from './view.ts'

/** Products by name; with `updatedSince` by the time of the last change. */
export async function listProducts(
  { db, clinicId, actor }: Context,
  query: ListProducts,
): Promise<Result<ProductPage, 'invalid_request'>> {
  const limit = query.limit ?? defaultLimit
  const conditions: SQL[] = [eq(product.clinicId, clinicId)]
  if (query.active !== undefined) conditions.push(eq(product.active, query.active))
  if (query.updatedSince !== undefined) {
    const key = readCursor(query.cursor, 'number')
    if (key === 'bad') return badCursor()
    const rows = await db
      .select()
      .from(product)
      .where(
        and(
          ...conditions,
          gte(product.updatedAt, toInstant(query.updatedSince, actor.timezone)),
          after(product.updatedAt, product.id, key),
        ),
      )
      .orderBy(asc(product.updatedAt), asc(product.id))
      .limit(limit + 1)
    return ok(toPage(rows, limit, row => [row.updatedAt, row.id], toProduct))
  }
  const key = readCursor(query.cursor, 'string')
  if (key === 'bad') return badCursor()
  const rows = await db
    .select()
    .from(product)
    .where(and(...conditions, after(product.name, product.id, key)))
    .orderBy(asc(product.name), asc(product.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.name, row.id], toProduct))
}
