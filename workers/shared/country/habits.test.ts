import { expect, test } from 'vitest'
import { currencyDecimals } from '../money.ts'
import { firstWeekdayOf, isMonthFirst, usesAmericanUnits } from './habits.ts'

test.each([
  ['US', true, 7, true],
  ['ID', false, 1, false],
  ['TL', false, 1, false],
  ['DE', false, 1, false],
  ['GB', false, 1, false],
  ['KI', false, 1, false],
  ['EC', false, 1, false],
  ['KW', false, 6, false],
  ['PR', true, 7, true],
  ['AS', true, 7, true],
  ['PH', true, 7, false],
  ['PG', false, 1, false],
  ['PY', false, 7, false],
  ['', false, 1, false],
])('%s: month first %s, the week begins with day %s, pounds %s', (country, month, weekday, pounds) => {
  expect([isMonthFirst(country), firstWeekdayOf(country), usesAmericanUnits(country)]).toEqual([month, weekday, pounds])
})

test('every currency has the decimals of ISO 4217, but the rupiah and the dinar of Iraq', () => {
  const iso = (currency: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  const today =
    'AED AUD BHD BIF BRL CAD CHF CLF CLP CNY DJF DKK EGP EUR GBP GNF INR ISK JOD JPY KMF KRW KWD LYD MYR NGN OMR PGK PHP PYG RWF SGD THB TND TRY TZS UGX USD UYW VND VUV XAF XOF XPF ZAR'
  for (const currency of today.split(' ')) {
    expect([currency, currencyDecimals(currency)]).toEqual([currency, iso(currency)])
  }
  expect([currencyDecimals('IDR'), currencyDecimals('IQD')]).toEqual([0, 3])
})
