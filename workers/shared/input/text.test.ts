import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { country, currency, date, instant, moment, partialDate, phone } from './text.ts'

describe('the years 1800 to 2200 are dates', () => {
  test.each([
    ['1800-01-01', true],
    ['2200-12-31', true],
    ['1799-12-31', false],
    ['2201-01-01', false],
    ['9999-12-31', false],
    ['0001-01-01', false],
  ])('%s: %s', (day, taken) => {
    expect([v.is(date, day), v.is(partialDate, day), v.is(moment, day)]).toEqual([taken, taken, taken])
    expect([v.is(instant, `${day}T10:00:00Z`), v.is(moment, `${day}T10:00:00+07:00`)]).toEqual([taken, taken])
    expect(v.is(partialDate, day.slice(0, 7))).toBe(taken)
    expect(v.is(partialDate, day.slice(0, 4))).toBe(taken)
  })
})

test('a telephone number loses invisible characters, and its dashes and spaces are those of a keyboard', () => {
  expect(v.parse(phone, '\u202a+62\u00a0812–3456‑7890\u202c')).toBe('+62 812-3456-7890')
  expect(v.parse(phone, '０８１２ ３４５６')).toBe('0812 3456')
  expect(v.safeParse(phone, '\u202a—\u202c').success).toBe(false)
})

test.each([
  ['ID', true],
  ['TL', true],
  ['XK', true],
  ['ZZ', false],
  ['EU', false],
  ['UK', false],
  ['AN', false],
  ['id', false],
])('the country %s is one: %s', (code, is) => expect(v.is(country, code)).toBe(is))

test.each([
  ['IDR', true],
  ['XOF', true],
  ['ZZZ', false],
  ['XXX', false],
  ['XAU', false],
  ['usd', false],
])('the currency %s is one: %s', (code, is) => expect(v.is(currency, code)).toBe(is))
