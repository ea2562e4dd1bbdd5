import { expect, test } from 'vitest'
import { datesIn } from './birth-dates.ts'
import { keysOf, oneTypoApart, wordsOf } from './name-tokens.ts'
import { nationalNumbers } from './phones.ts'

test.each([
  ['Zoë Łukasz', ['zoe', 'lukasz']],
  ["O'Connell-Díaz", ['oconnell', 'diaz']],
  ['  Đặng  Thị ', ['dang', 'thi']],
  ['أحمد', ['احمد']],
  ['%_ "" -', []],
  ['Straße İzmir', ['strasse', 'izmir']],
])('%s is looked for as %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words)
})

test.each([
  ['sari', 'sary', true],
  ['sari', 'sar', true],
  ['sari', 'saari', true],
  ['sari', 'asri', true],
  ['sari', 'sari', true],
  ['sari', 'aris', false],
  ['sari', 'sr', false],
  ['abc', 'bcd', false],
  ['ab', 'a', false],
])('%s and %s are one typo apart at most: %s', (one, two, apart) => {
  expect([oneTypoApart(one, two), oneTypoApart(two, one)]).toEqual([apart, apart])
})

test('two words one typo apart share a key', () => {
  for (const other of ['sary', 'sar', 'saari', 'asri', 'isari']) {
    expect(keysOf('sari').some(key => keysOf(other).includes(key))).toBe(true)
  }
})

test.each([
  ['1984-12-31', false, ['1984-12-31']],
  ['31/12/1984', true, ['1984-12-31']],
  ['31.12.84', false, ['1984-12-31']],
  ['31 12 84', false, ['1984-12-31']],
  ['03/04/1984', false, ['1984-04-03', '1984-03-04']],
  ['03/04/1984', true, ['1984-03-04', '1984-04-03']],
  ['1 2 12', false, ['2012-02-01', '2012-01-02', '1912-02-01', '1912-01-02']],
  ['Dec 31, 1984', true, ['1984-12-31']],
  ['31 Desember 1984', false, ['1984-12-31']],
  ['31121984', false, ['1984-12-31']],
  ['19841231', false, ['1984-12-31']],
  ['1984-07', false, ['1984-07']],
  ['31/02/1984', false, []],
  ['31/13/1984', false, []],
  ['999-76-5725', false, []],
  ['sari', false, []],
])('%s (month first: %s) may mean %j', (text, monthFirst, dates) => {
  expect(datesIn(text, '2026-03-02', monthFirst)).toEqual(dates)
})

test.each([
  ['+62 812-3456-7890', ['81234567890']],
  ['0062 812 3456 7890', ['81234567890']],
  ['0812 3456 7890', ['81234567890']],
  ['6281234567890', ['6281234567890', '81234567890']],
  ['+1 (555) 599-6046', ['5555996046']],
  ['(021) 555 0101 ext 7', ['215550101']],
  ['+44 (0)20 7946 0000', ['2079460000']],
  ['+353 1 234 5678', ['12345678']],
])('%s is the number %j', (text, numbers) => {
  expect(nationalNumbers(text)).toEqual(numbers)
})
