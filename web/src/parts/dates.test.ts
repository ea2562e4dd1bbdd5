import { expect, test } from 'vitest'
import { readDate } from './dates.ts'

test.each([
  ['31/12/1984', '1984-12-31'],
  ['31 12 84', '1984-12-31'],
  ['31-12-1984', '1984-12-31'],
  ['31.12.1984', '1984-12-31'],
  ['31121984', '1984-12-31'],
  ['1984-12-31', '1984-12-31'],
  ['1/2/26', '2026-02-01'],
  ['1/2/27', '1927-02-01'],
  ['29/2/2024', '2024-02-29'],
  ['29/2/2023', null],
  ['31/4/2000', null],
  ['12/31/1984', '1984-12-31'],
  ['1984', null],
  ['tomorrow', null],
  ['', null],
])('%s is read as %s', (typed, date) => {
  expect(readDate(typed, { latestYear: 2026 })).toBe(date)
})

test('the United States write the month first', () => {
  expect(readDate('03/04/1984', { monthFirst: true })).toBe('1984-03-04')
  expect(readDate('03/04/1984')).toBe('1984-04-03')
  expect(readDate('31/12/1984', { monthFirst: true })).toBe('1984-12-31')
})

test.each([
  ['1950', '1950'],
  ['7/1950', '1950-07'],
  ['1950-07', '1950-07'],
  ['13/1950', null],
])('where the day may be unknown, %s is %s', (typed, date) => {
  expect(readDate(typed, { partial: true })).toBe(date)
})
