import { expect, test } from 'vitest'
import { countries } from '../i18n/choices.ts'
import { currencyOf } from './country-currency.ts'

test('every country that can be chosen has a currency that exists', () => {
  const known = new Set(Intl.supportedValuesOf('currency'))
  const without = countries('en').filter(({ value }) => !known.has(currencyOf(value) ?? ''))
  expect(
    without.map(({ value }) => value),
    'nobody pays in Antarctica',
  ).toEqual(['AQ'])
})
