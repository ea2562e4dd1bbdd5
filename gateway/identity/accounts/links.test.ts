import { expect, test } from 'vitest'
import { codeHash, linkToken, readLink } from './links.ts'

const env = { REFRESH_SECRET: 'a secret of this test' }
const id = `inv-${crypto.randomUUID()}`

test('a link says which row and which round it was made for', () => {
  expect(readLink(env, linkToken(env, id, 3))).toEqual({ kind: 'invitation', id, round: 3 })
})

test('nothing else is a link: another secret, another row, another round, another kind, a changed or cut one', () => {
  const token = linkToken(env, id)
  const mac = token.split('.')[2] ?? ''
  const forged = [
    linkToken({ REFRESH_SECRET: 'another secret' }, id),
    `inv-${crypto.randomUUID()}.1.${mac}`,
    `${id}.2.${mac}`,
    `${id.replace('inv', 'rst')}.1.${mac}`,
    `acc${token.slice(3)}`,
    token.slice(0, -1),
    `${token}A`,
    `${token.slice(0, -2)}AA`,
    '',
  ]
  for (const one of forged) expect(readLink(env, one), one).toBeUndefined()
})

test("a printed code's hash needs the secret", () => {
  const code = '7K2M-9XQ4-0BTR-W5NC'
  expect(codeHash(env, code)).not.toBe(codeHash({ REFRESH_SECRET: 'another secret' }, code))
  expect(codeHash(env, code)).not.toContain('7K2M')
})
