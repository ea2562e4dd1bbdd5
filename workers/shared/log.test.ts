import { expect, test } from 'vitest'
import { thrown } from './log.ts'

test('of something thrown only its class and its frames are logged', () => {
  const logged = thrown(new TypeError('Sari Dewi'))
  expect(logged.error).toBe('TypeError')
  expect(logged.at).toMatch(/^at .*log\.test\.ts/)
  expect(JSON.stringify(logged)).not.toContain('Sari')
})

test('a line of the message that looks like a frame is none', () => {
  const { at } = thrown(new Error('params: pain since Monday\nat night, says Sari\n    at home (Jalan Mawar 3)'))
  expect(at).toMatch(/^at .*log\.test\.ts/)
  expect(at).not.toMatch(/Sari|Mawar/)
})
