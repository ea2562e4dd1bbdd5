import { expect, test } from 'vitest'
import { newCode, normalCode } from './printed-code.ts'

test('a code is four groups of letters and digits that nobody mistakes, and never twice the same', () => {
  const codes = Array.from({ length: 2_000 }, () => newCode())
  for (const code of codes) expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBe(2_000)
  // Sixteen of thirty-two characters: 80 bits. Each character turns up everywhere.
  for (let i = 0; i < 19; i++) {
    if (i % 5 !== 4) expect(new Set(codes.map(code => code[i])).size, `place ${i}`).toBe(32)
  }
})

test.each([
  ['7k2m 9xq4 0btr w5nc', '7K2M-9XQ4-0BTR-W5NC'],
  ['7K2M9XQ40BTRW5NC', '7K2M-9XQ4-0BTR-W5NC'],
  [' 7K2M-9XQ4-OBTR-W5NC ', '7K2M-9XQ4-0BTR-W5NC'],
  ['lK2M-9XQ4-OBTR-W5Ni', '1K2M-9XQ4-0BTR-W5N1'],
  ['7K2M-9XQ4-0BTR-W5N', undefined],
  ['7K2M-9XQ4-0BTR-W5NCC', undefined],
  ['7K2M-9XQ4-0BTR-W5NU', undefined],
  ['', undefined],
])('%j is read as %s', (typed, code) => {
  expect(normalCode(typed)).toBe(code)
})
