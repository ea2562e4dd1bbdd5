import { expect, test } from 'vitest'
import { budgets, Late, settleWithin, Unavailable, within } from './deadline.ts'

/** Who asks, and what is asked meanwhile: the first must wait longer. */
test.each([
  ['long', 'write'],
  ['write', 'checkBeforeWrite'],
  ['write', 'confirmation'],
  ['confirmation', 'checkBeforeWrite'],
  ['read', 'checkBeforeRead'],
  ['read', 'part'],
  ['read', 'probe'],
  ['part', 'checkBeforeRead'],
  ['checkBeforeRead', 'names'],
  ['write', 'renewal'],
] as const)('%s is more than %s', (caller, asked) => {
  expect(budgets[caller]).toBeGreaterThan(budgets[asked])
})

test('a call that is late or throws is data, with the reason', async () => {
  const never = new Promise<never>(() => undefined)
  expect(await settleWithin(5, never)).toEqual({ error: expect.any(Late) })
  expect(await settleWithin(1_000, Promise.reject(new TypeError('gone')))).toEqual({ error: expect.any(TypeError) })
  expect(await settleWithin(1_000, Promise.resolve(1))).toEqual({ value: 1 })
})

test('another Worker that throws is unavailable, and the cause is kept for the log', async () => {
  const cause = new TypeError('gone')
  const thrown = await within(1_000, Promise.reject(cause)).catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(Unavailable)
  expect((thrown as Unavailable).cause).toBe(cause)
})
