import { and, asc, eq, gte, type SQL, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../paging.ts'
import type { Changing } from '../versioned-change.ts'
import type { ChangeProduct, CreateProduct, ListProducts, Product, ProductPage } from './contract.ts'
import { type ProductRow, product } from './schema.ts'

/** The price list. Prices are minor units of the clinic's currency; a tax rate is a percentage, stored in hundredths of a percent. */

function toProduct(row: ProductRow): Product {
  return {
    id: row.id,
    name: row.name,
    code: row.code ?? undefined,
    kind: row.kind,
    price: { amount: row.priceAmount, currency: row.priceCurrency },
    taxRate: row.taxRate === null ? undefined : row.taxRate / 100,
    active: row.active,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

const codeTaken = 'unique:product.clinic_id, product.code'

export async function createProduct(
  context: Context,
  input: CreateProduct,
): Promise<Result<Product, 'code_taken' | 'currency_mismatch'>> {
  const { db, clinicId, at, actor } = context
  if (input.price.currency !== actor.currency) return fail('currency_mismatch')
  const id = newId('product')
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .insert(product)
        .values({
          id,
          clinicId,
          name: input.name,
          code: input.code,
          kind: input.kind,
          priceAmount: input.price.amount,
          priceCurrency: input.price.currency,
          taxRate: input.taxRate === undefined ? undefined : Math.round(input.taxRate * 100),
          active: input.active ?? true,
          version: 1,
          createdAt: at,
          updatedAt: at,
        })
        .returning(),
      change: changeRow(context, 'product', id, 'product.created'),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a product was inserted but not returned')
    return ok(toProduct(row))
  } catch (error) {
    if (refusal(error) === codeTaken) return fail('code_taken')
    throw error
  }
}

export async function getProduct({ db, clinicId }: Context, id: string): Promise<Result<Product, 'not_found'>> {
  const [row] = await db
    .select()
    .from(product)
    .where(and(eq(product.clinicId, clinicId), eq(product.id, id)))
  return row ? ok(toProduct(row)) : fail('not_found')
}

/** Products by name; with `updatedSince` by the time of the last change. */
export async function listProducts(
  { db, clinicId, actor }: Context,
  query: ListProducts,
): Promise<Result<ProductPage, 'invalid_request'>> {
  const limit = query.limit ?? defaultLimit
  const kept: SQL[] = [eq(product.clinicId, clinicId)]
  if (query.active !== undefined) kept.push(eq(product.active, query.active))
  if (query.updatedSince !== undefined) {
    const key = readCursor(query.cursor, 'number')
    if (key === 'bad') return badCursor()
    const rows = await db
      .select()
      .from(product)
      .where(
        and(
          ...kept,
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
    .where(and(...kept, after(product.name, product.id, key)))
    .orderBy(asc(product.name), asc(product.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.name, row.id], toProduct))
}

export async function changeProduct(
  context: Context,
  { id, version, change }: Changing<ChangeProduct>,
): Promise<Result<Product, 'not_found' | 'stale' | 'code_taken' | 'currency_mismatch'>> {
  const { db, clinicId, at, actor } = context
  const { price, taxRate, ...rest } = change
  if (price && price.currency !== actor.currency) return fail('currency_mismatch')
  try {
    const {
      row: [row],
      now: [now],
    } = await batch(db, {
      row: db
        .update(product)
        .set({
          ...rest,
          ...(price ? { priceAmount: price.amount, priceCurrency: price.currency } : {}),
          ...(taxRate === undefined ? {} : { taxRate: taxRate === null ? null : Math.round(taxRate * 100) }),
          version: sql`${product.version} + 1`,
          updatedAt: at,
        })
        .where(and(eq(product.clinicId, clinicId), eq(product.id, id), eq(product.version, version)))
        .returning(),
      now: db
        .select({ id: product.id })
        .from(product)
        .where(and(eq(product.clinicId, clinicId), eq(product.id, id))),
      change: changeRow(context, 'product', id, 'product.changed', { fields: Object.keys(change) }),
    })
    if (row) return ok(toProduct(row))
    return now ? fail('stale') : fail('not_found')
  } catch (error) {
    if (refusal(error) === codeTaken) return fail('code_taken')
    throw error
  }
}
