import { expect, test } from 'vitest'
import { majorityOn } from './coming-of-age.ts'

test.each([
  ['2008-03-02', 18, '2026-03-02'],
  ['2008-02-29', 18, '2026-02-28'],
  ['2008-02-29', 20, '2028-02-29'],
  // Of a partial date the latest day that it may mean.
  ['2008-02', 18, '2026-02-28'],
  ['2008-06', 18, '2026-06-30'],
  ['2008', 21, '2029-12-31'],
])('who was born %s is %i years old on %s', (birthDate, age, day) => {
  expect(majorityOn(birthDate, age)).toBe(day)
})
