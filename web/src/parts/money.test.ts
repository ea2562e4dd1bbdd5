import { expect, test } from 'vitest'
import { readMoney } from './money.ts'

test.each([
  ['150.000', 0, ',', 150_000],
  ['150,000', 0, '.', 150_000],
  ['Rp 150.000', 0, ',', 150_000],
  ['Rp 1.234.567', 0, ',', 1_234_567],
  ['150.000,00', 0, ',', 150_000],
  ['1.250,50', 2, ',', 125_050],
  ['1,250.50', 2, '.', 125_050],
  ['$12.5', 2, '.', 1_250],
  ['12,5', 2, '.', 1_250],
  ['12.345', 2, '.', 1_234_500],
  ['12.345', 3, '.', 12_345],
  ['12.345', 3, ',', 12_345_000],
  ['0', 2, '.', 0],
] as const)('%s with %d decimals and a "%s" before them is %d', (typed, decimals, point, amount) => {
  expect(readMoney(typed, decimals, point)).toBe(amount)
})

test.each(['', 'free', '-5', '12.5050', '1.2.3', '1,23,456'])(
  '"%s" is no amount of a currency with two decimals',
  typed => {
    expect(readMoney(typed, 2)).toBeNull()
  },
)

test('digits that the currency does not have are refused, not dropped', () => {
  expect(readMoney('150,5', 0)).toBeNull()
})
