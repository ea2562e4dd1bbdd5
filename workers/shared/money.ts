/** Decimals of a currency's minor unit. Our own table: browser and Worker disagree on IDR, and a price must not. */
const decimals: Record<string, number> = {
  ...Object.fromEntries(
    ['IDR', 'JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'PYG', 'RWF'].map(code => [code, 0]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map(code => [code, 3])),
}

/** How many digits of an amount stand behind the point: `{amount: 150000, currency: 'IDR'}` is Rp 150.000, `{12500, 'USD'}` $125.00. */
export function currencyDecimals(currency: string): number {
  return decimals[currency] ?? 2
}
