import { expect, test } from 'vitest'
import { countries } from './choices.ts'

test('countries are those of today, each once', () => {
  const all = countries('en')
  const codes = all.map(({ value }) => value)
  expect(codes.length).toBeGreaterThan(240)
  expect(codes).toEqual(expect.arrayContaining(['ID', 'US', 'GB', 'DE', 'MM', 'RS', 'CW', 'BQ', 'SS', 'XK']))
  expect(codes.filter(code => ['UK', 'BU', 'DD', 'SU', 'YU', 'ZR', 'AN', 'EU', 'ZZ'].includes(code))).toEqual([])
  const names = all.map(({ label }) => label)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
