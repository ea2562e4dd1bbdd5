import { expect, test } from 'vitest'
import { RecentlyValid } from './recently-valid.ts'

test.each([
  ['at once', 0, true],
  ['just before a minute is over', 59_999, true],
  ['after a minute', 60_000, false],
])('a session that was valid is believed: %s', (_, later, believed) => {
  const recent = new RecentlyValid()
  recent.note('one', 1_000)
  expect(recent.has('one', 1_000 + later)).toBe(believed)
  expect(recent.has('two', 1_000)).toBe(false)
})

test('a belief is not renewed by being used, and is gone with what was found ended', () => {
  const recent = new RecentlyValid()
  recent.note('one', 0)
  for (let at = 0; at < 60_000; at += 10_000) expect(recent.has('one', at)).toBe(true)
  expect(recent.has('one', 60_000)).toBe(false)
  recent.note('one', 60_000)
  recent.forget('one')
  expect(recent.has('one', 60_000)).toBe(false)
})

test('of very many sessions the one asked about longest ago is forgotten', () => {
  const recent = new RecentlyValid()
  for (let n = 0; n < 10_000; n += 1) recent.note(`session ${n}`, 0)
  recent.note('session 0', 0)
  recent.note('one more', 0)
  expect([0, 1, 2].map(n => recent.has(`session ${n}`, 0))).toEqual([true, false, true])
})
