import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { base32, codeOf, newSecret, stepAt, stepOf, uriOf } from './totp.ts'

const shared = new TextEncoder().encode('12345678901234567890')

/** RFC 6238, appendix B: eight digits there, of which these are the last six. */
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i s the code is %s', (seconds, code) => {
  expect(codeOf(shared, stepAt(seconds * 1000))).toBe(code)
})

test('an authenticator that knows only the address makes the same codes', () => {
  for (let i = 0; i < 50; i++) {
    const secret = newSecret()
    const [, text = ''] = /secret=([A-Z2-7]+)/.exec(uriOf(secret, 'rina@klinik.example')) ?? []
    expect(text).toBe(base32(secret))
    const other = new TOTP({ secret: Secret.fromBase32(text) })
    const at = 1_772_000_000_000 + i * 86_400_000
    expect(codeOf(secret, stepAt(at))).toBe(other.generate({ timestamp: at }))
  }
})

test('a code is taken of its step and the ones beside it, and of no other', () => {
  const at = 1_772_000_010_000
  for (const [away, taken] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const) {
    const step = stepAt(at) + away
    expect([away, stepOf(shared, codeOf(shared, step), at)]).toEqual([away, taken ? step : undefined])
  }
  for (const wrong of ['', '12345', '1234567', 'abcdef', ' 28708'])
    expect(stepOf(shared, wrong, 59_000)).toBeUndefined()
})
