import { iso } from '#shared/time'
import type { Product } from './contract.ts'
import type { ProductRow } from './schema.ts'

/** The price list. Prices are minor units of the clinic's currency; a tax rate is a percentage, stored in hundredths of a percent. */

export function toProduct(row: ProductRow): Product {
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
