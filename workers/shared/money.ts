/** Decimals of a currency's minor unit where they are not two, by ISO 4217. Our own table: browser and Worker disagree on IDR, and a price must not. */
const decimals: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF IDR ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map(code => [code, 3])),
  CLF: 4,
  UYW: 4,
}

/** How many digits of an amount stand behind the point: `{amount: 150000, currency: 'IDR'}` is Rp 150.000, `{12500, 'USD'}` $125.00. */
export function currencyDecimals(currency: string): number {
  return decimals[currency] ?? 2
}
