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
  ['17-Agu-1945', '1945-08-17'],
  ['17 Agustus 45', '1945-08-17'],
  ['Aug 17, 1945', '1945-08-17'],
  ['1 Nopember 1990', '1990-11-01'],
  ['30 Peb 1990', null],
  ['17 Xyz 1945', null],
  ['Agu 1945', null],
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
  expect(readDate('31/12/1984', { monthFirst: true, strict: true })).toBeNull()
  expect(readDate('12/31/1984', { strict: true })).toBeNull()
})

test.each([
  ['1950', '1950'],
  ['7/1950', '1950-07'],
  ['1950-07', '1950-07'],
  ['13/1950', null],
  ['Agustus 1945', '1945-08'],
])('where the day may be unknown, %s is %s', (typed, date) => {
  expect(readDate(typed, { partial: true })).toBe(date)
})
