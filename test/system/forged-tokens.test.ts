import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  asOthers,
  claiming,
  confused,
  type Forged,
  forged,
  forgeFrom,
  mfaClaims,
  noAlgorithm,
  with_,
} from '../support/forged-tokens.ts'
import { type App, startApp } from '../support/harness.ts'

/** A token that this system did not sign, or not for this, or not for now, is no token: 401 and never 500. */

let app: App
beforeAll(async () => {
  app = await startApp()
  await forgeFrom(await app.aClinic().as('owner'))
})
afterAll(() => app.close())

test('there are two hundred of them, no two alike', () => {
  expect(new Set(forged.map(([what]) => what)).size).toBe(forged.length)
  expect(new Set(forged.map(([, token]) => token())).size).toBeGreaterThanOrEqual(200)
})

// First, for some of those below end its session.
test('ours, made the same way, is taken: what is refused below is refused for its fault', async () => {
  const reply = await app.send('GET', '/api/dashboard', { headers: { authorization: `Bearer ${claiming({})}` } })
  expect(reply.status).toBe(200)
})

test.each(forged)('%s', async (_, token) => {
  const reply = await app.send('GET', '/api/clinic', { headers: { authorization: `Bearer ${token()}` } })
  expect(reply).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(reply.headers.get('www-authenticate')).toBe('Bearer')
})

test.each(asOthers)('%s does not refresh', async (_, token) => {
  const reply = await app.send('POST', '/api/auth/refresh', { headers: { cookie: `__Host-refresh=${token()}` } })
  expect(reply).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
})

test.each([
  ...asOthers.filter(([what]) => what !== 'an access token of a second step' && what !== 'nothing'),
  ['an access token made for a second step', () => with_({}, mfaClaims())] as Forged,
  [
    'a second step without its password',
    () => with_({ typ: 'mfa+jwt' }, { aud: 'smart-healthcare-mfa', password: undefined }),
  ] as Forged,
  ...noAlgorithm.slice(0, 8),
  ...confused.slice(0, 8),
])('%s is no second step', async (_, token) => {
  const reply = await app.send('POST', '/api/auth/login/mfa', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mfaToken: token(), code: '000000' }),
  })
  expect(reply).toMatchObject({ status: 401, body: { code: 'bad_credentials' } })
})

test('a megabyte is not even read', async () => {
  const { status } = await app.send('GET', '/api/clinic', {
    headers: { authorization: `Bearer ${'A'.repeat(1_000_000)}` },
  })
  expect([401, 413, 431]).toContain(status)
})

test.each(['', 'Basic dGVzdDp0ZXN0', 'Bearer', 'Token x', 'bearer'])('%j is no Authorization of ours', async scheme => {
  const reply = await app.send('GET', '/api/clinic', { headers: scheme ? { authorization: scheme } : {} })
  expect(reply.status).toBe(401)
})

test('no token was logged', () => {
  expect(JSON.stringify(app.harness.getLogs())).not.toMatch(/eyJ[\w-]{10}/)
})
