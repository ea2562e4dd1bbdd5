import type { Product } from '../../../../workers/appointment/products/contract.ts'
import { currencyDecimals } from '../../../../workers/shared/money.ts'
import { money } from '../../i18n/money.ts'
import { moneyText } from '../../parts/MoneyField.tsx'

type Price = Product['price']

/** A price in its own currency: entries from before a change of the clinic's currency keep theirs. */
export function priceText({ amount, currency }: Price): string {
  return money(amount, currency, currencyDecimals(currency))
}

/** A price as its field holds it; empty where it is in another currency than the clinic's, so that it is set anew. */
export function priceField(price: Price, currency: string): string {
  return price.currency === currency ? moneyText(price.amount, currencyDecimals(currency)) : ''
}
