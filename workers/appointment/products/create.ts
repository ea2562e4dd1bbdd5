import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import type { CreateProduct, Product } from './contract.ts'
import { codeTaken, product } from './schema.ts'
import { toProduct } from './view.ts'

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
