import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import type { VersionedChange } from '../versioned-change.ts'
import type { ChangeProduct, Product } from './contract.ts'
import { codeTaken, product } from './schema.ts'
import { toProduct } from './view.ts'

export async function changeProduct(
  context: Context,
  { id, version, change }: VersionedChange<ChangeProduct>,
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
