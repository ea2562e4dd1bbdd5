import * as v from 'valibot'
import { flagText, money, page, paging, resource, text } from '#shared/input/text'

/** What others may know of the price list. */

export const Price = v.object({ amount: v.number(), currency: v.string() })

export const productKinds = ['service', 'medicine', 'supply', 'room'] as const

const product = {
  name: text(200),
  code: text(40),
  kind: v.picklist(productKinds),
  price: money,
  /** Percent, with at most two decimals: 11 is 11 %. */
  taxRate: v.pipe(
    v.number(),
    v.minValue(0),
    v.maxValue(100),
    v.check(rate => Math.abs(rate * 100 - Math.round(rate * 100)) < 1e-6, 'two_decimals'),
  ),
  active: v.boolean(),
}

export const CreateProduct = v.strictObject({
  ...product,
  code: v.optional(product.code),
  taxRate: v.optional(product.taxRate),
  active: v.optional(product.active),
})
export type CreateProduct = v.InferOutput<typeof CreateProduct>

export const ChangeProduct = v.partial(
  v.strictObject({ ...product, code: v.nullable(product.code), taxRate: v.nullable(product.taxRate) }),
)
export type ChangeProduct = v.InferOutput<typeof ChangeProduct>

export const Product = v.object({
  ...resource,
  name: v.string(),
  code: v.optional(v.string()),
  kind: v.picklist(productKinds),
  price: Price,
  taxRate: v.optional(v.number()),
  active: v.boolean(),
})
export type Product = v.InferOutput<typeof Product>

export const ProductPage = page(Product)
export type ProductPage = v.InferOutput<typeof ProductPage>

/** By name, or with `updatedSince` by the time of the last change. */
export const ListProducts = v.strictObject({ ...paging, active: v.optional(flagText) })
export type ListProducts = v.InferOutput<typeof ListProducts>
