import { language } from './language.ts'

/** `Rp 150.000`, `$125.00`. `amount` is in minor units; `decimals` come with the session, never from `Intl`. */
export function money(amount: number, currency: string, decimals: number): string {
  return new Intl.NumberFormat(language() === 'id' ? 'id-ID' : 'en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    currencyDisplay: 'narrowSymbol',
  }).format(amount / 10 ** decimals)
}
