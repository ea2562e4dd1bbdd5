import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, aKnownClinic, anAccount } from '../support/accounts.ts'
import { type App, keys, type Reply, startApp } from '../support/harness.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'

/**
 * Signing in over HTTP, as the web app does it: an access token in memory and a refresh token in a cookie.
 * Long because the cookie is one thing from sign-in over refresh, replay and switch to sign-out; lists of sessions are in sessions.test.ts.
 */

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

/** Its own address, so that no test uses up another's attempts. */
let addresses = 0
const anAddress = () => `203.0.${Math.floor(++addresses / 250)}.${addresses % 250}`

async function aDoctor() {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return { clinicId, account: await anAccount(app, [{ clinicId, roles: ['owner', 'doctor'], staffId: 'stf-1' }]) }
}

function post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  return app.send('POST', path, { ...json, headers: { ...type, ...headers } })
}

function signIn({ email, password }: Pick<Account, 'email' | 'password'>, address = anAddress()): Promise<Reply> {
  return post('/api/auth/login', { email, password }, { 'cf-connecting-ip': address })
}

const cookieOf = (reply: Reply) => reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const refresh = (cookie: string) => post('/api/auth/refresh', undefined, { cookie })
const sessionWith = (token: string) =>
  app.send('GET', '/api/auth/session', { headers: { authorization: `Bearer ${token}` } })

/** What can be seen of an answer apart from which request it was. */
function face({ status, headers, body }: Reply) {
  const shown = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name))
  return { status, shown, body: { ...body, requestId: '' } }
}

test('a session as described, and the refresh token in a cookie that no script and no other site can use', async () => {
  const { clinicId, account } = await aDoctor()
  const reply = await signIn(account)
  expect(reply.status).toBe(200)
  expect(differences(descriptionOf('POST /api/auth/login').answer ?? never(), reply.body)).toEqual([])
  expect(reply.body).toMatchObject({
    tokenType: 'Bearer',
    expiresIn: 600,
    account: { id: account.accountId, name: 'Rina Wijaya', email: account.email },
    membership: {
      clinicId,
      clinicName: 'A clinic',
      timezone: 'America/New_York',
      country: 'US',
      currency: 'USD',
      currencyDecimals: 2,
      locale: 'en',
      role: 'owner',
      roles: ['owner', 'doctor'],
      staffId: 'stf-1',
      patients: [],
    },
  })
  expect(reply.body.memberships).toEqual([reply.body.membership])
  expect(reply.headers.get('cache-control')).toBe('no-store')
  const [cookie = '', device = '', ...others] = reply.headers.getSetCookie()
  expect(others).toEqual([])
  const [mark = '', ...kept] = device.split('; ')
  expect(mark).toMatch(/^__Host-device=[\w-]{22}\.[\w-]{22}$/)
  expect(kept.sort()).toEqual(['HttpOnly', 'Max-Age=31536000', 'Path=/', 'SameSite=Strict', 'Secure'])
  const [pair = '', ...attributes] = cookie.split('; ')
  expect(pair).toMatch(/^__Host-refresh=ses-[0-9a-f-]{36}\.[\w-]{43}$/)
  expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict', 'Secure'])
  expect(JSON.stringify(reply.body)).not.toContain(pair.split('.')[1])
})

function never(): never {
  throw new Error('not described')
}

test('the address may be typed in any case and with spaces around it', async () => {
  const { account } = await aDoctor()
  expect((await signIn({ ...account, email: `  ${account.email.toUpperCase()} ` })).status).toBe(200)
})

test('the token is verified by the published keys alone', async () => {
  const { account } = await aDoctor()
  const { body } = await signIn(account)
  const { body: jwks } = await app.send('GET', '/.well-known/jwks.json', {})
  expect(JSON.stringify(jwks)).not.toContain('"d"')
  const { payload, protectedHeader } = await jwtVerify(body.accessToken, createLocalJWKSet(jwks), {
    issuer: keys.ISSUER,
    audience: 'smart-healthcare-api',
    typ: 'at+jwt',
  })
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: jwks.keys[0].kid })
  expect(payload).toMatchObject({
    sub: account.accountId,
    clinicId: body.membership.clinicId,
    roles: ['owner', 'doctor'],
  })
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
})

test('an unknown address, a wrong password and a disabled account look the same', async () => {
  const { account } = await aDoctor()
  const { account: gone } = await aDoctor()
  const { account: left, clinicId } = await aDoctor()
  await anAccount(app, [{ clinicId, roles: ['owner'] }])
  const db = app.database('gateway')
  await db.prepare('UPDATE account SET disabled_at = 1 WHERE id = ?').bind(gone.accountId).run()
  await db.prepare('UPDATE membership SET disabled_at = 1 WHERE account_id = ?').bind(left.accountId).run()
  const replies = [
    await signIn({ ...account, password: 'wrong' }),
    await signIn({ email: `${crypto.randomUUID()}@example.test`, password: account.password }),
    await signIn({ email: 'no address', password: 'x' }),
    await signIn(gone),
    await signIn(left),
  ]
  expect(replies[0]).toMatchObject({ status: 401, body: { code: 'bad_credentials' } })
  expect(replies[0]?.headers.getSetCookie()).toEqual([])
  for (const reply of replies) expect(face(reply)).toEqual(face(replies[0] ?? never()))
})

test('after ten failures the account waits, known or not, and nobody else does', async () => {
  const { account } = await aDoctor()
  const { account: other } = await aDoctor()
  for (const email of [account.email, `${crypto.randomUUID()}@example.test`]) {
    const tries = await Promise.all(Array.from({ length: 14 }, () => signIn({ email, password: 'wrong' })))
    const codes = tries.map(one => one.body.code)
    expect(codes.filter(code => code === 'bad_credentials')).toHaveLength(10)
    expect(codes.filter(code => code === 'rate_limited')).toHaveLength(4)
    const refused = tries.find(one => one.status === 429)
    const wait = Number(refused?.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(800)
    expect(wait).toBeLessThanOrEqual(900)
  }
  expect((await signIn(account)).status).toBe(429)
  expect((await signIn(other)).status).toBe(200)
})

test('a success forgets the failures', async () => {
  const { account } = await aDoctor()
  const fail = () => signIn({ ...account, password: 'wrong' })
  await Promise.all(Array.from({ length: 9 }, fail))
  expect((await signIn(account)).status).toBe(200)
  expect((await Promise.all(Array.from({ length: 9 }, fail))).map(one => one.status)).toEqual(Array(9).fill(401))
})

test('a refresh rotates the token, and twenty at once get the same successor', async () => {
  const { account } = await aDoctor()
  const first = cookieOf(await signIn(account))
  const all = await Promise.all(Array.from({ length: 20 }, () => refresh(first)))
  expect(new Set(all.map(one => one.status))).toEqual(new Set([200]))
  const [second = '', ...others] = new Set(all.map(cookieOf))
  expect(others).toEqual([])
  expect(second).not.toBe(first)
  expect(differences(descriptionOf('POST /api/auth/refresh').answer ?? never(), all[0]?.body)).toEqual([])
  expect((await sessionWith(all[0]?.body.accessToken)).status).toBe(200)
  const third = cookieOf(await refresh(second))
  expect(third).not.toBe(second)
})

test('a token that is used again later ends the session for whoever has it', async () => {
  const { account } = await aDoctor()
  const signedIn = await signIn(account)
  const first = cookieOf(signedIn)
  const second = cookieOf(await refresh(first))
  const db = app.database('gateway')
  const age = (seconds: number) =>
    db
      .prepare('UPDATE session SET rotated_at = rotated_at - ? WHERE account_id = ?')
      .bind(seconds * 1000, account.accountId)
      .run()
  await age(15)
  expect(cookieOf(await refresh(first))).toBe(second)
  await age(20)
  const replayed = await refresh(first)
  expect(replayed).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(replayed.headers.getSetCookie()[0]).toMatch(/^__Host-refresh=;.*Max-Age=0/)
  expect((await refresh(second)).status).toBe(401)
  expect((await sessionWith(signedIn.body.accessToken)).status).toBe(401)
  const row = await db
    .prepare('SELECT revoked_for FROM session WHERE account_id = ?')
    .bind(account.accountId)
    .first<{ revoked_for: string }>()
  expect(row?.revoked_for).toBe('replayed')
})

test('a session ends after twelve hours, and with the account', async () => {
  const { account } = await aDoctor()
  const { account: other } = await aDoctor()
  const [one, two] = [cookieOf(await signIn(account)), cookieOf(await signIn(other))]
  const db = app.database('gateway')
  await db.prepare('UPDATE session SET expires_at = 1 WHERE account_id = ?').bind(account.accountId).run()
  await db.prepare('UPDATE account SET disabled_at = 1 WHERE id = ?').bind(other.accountId).run()
  expect([(await refresh(one)).status, (await refresh(two)).status]).toEqual([401, 401])
})

test.each([
  '',
  '__Host-refresh=',
  '__Host-refresh=x',
  `__Host-refresh=ses-${crypto.randomUUID()}.${'A'.repeat(43)}`,
  `__Host-refresh=ses-${'x'.repeat(36)}.${'A'.repeat(43)}`,
  `__Host-refresh=${'A'.repeat(5_000)}`,
  `refresh=ses-${crypto.randomUUID()}.${'A'.repeat(43)}`,
  '__Host-refresh=%00%FF',
])('the cookie %j is nobody', async cookie => {
  const reply = await refresh(cookie)
  expect(reply).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect((await post('/api/auth/logout', undefined, { cookie })).status).toBe(204)
})

test('signing out ends the session at once and clears the cookie, as often as one likes', async () => {
  const { account } = await aDoctor()
  const signedIn = await signIn(account)
  const cookie = cookieOf(signedIn)
  const out = await post('/api/auth/logout', undefined, { cookie })
  expect([out.status, out.headers.getSetCookie()[0]]).toEqual([
    204,
    expect.stringMatching(/^__Host-refresh=;.*Max-Age=0/),
  ])
  expect((await refresh(cookie)).status).toBe(401)
  expect((await sessionWith(signedIn.body.accessToken)).status).toBe(401)
  expect((await post('/api/auth/logout', undefined, { cookie })).status).toBe(204)
})

test('GET session says who is signed in, without a token', async () => {
  const { account } = await aDoctor()
  const { body } = await signIn(account)
  const { accessToken, tokenType, expiresIn, idleSeconds, sessionEndsAt, ...who } = body
  const seen = await sessionWith(accessToken)
  expect([seen.status, seen.body]).toEqual([200, who])
  expect(differences(descriptionOf('GET /api/auth/session').answer ?? never(), seen.body)).toEqual([])
  expect([tokenType, expiresIn, idleSeconds]).toEqual(['Bearer', 600, 1_800])
  const hoursLeft = (Date.parse(sessionEndsAt) - Date.now()) / 3_600_000
  expect(hoursLeft).toBeGreaterThan(11.9)
  expect(hoursLeft).toBeLessThanOrEqual(12)
})

test("who works in two clinics switches between them, and not into another's", async () => {
  const [one, two, foreign] = ['a', 'b', 'c'].map(() => `cln-${crypto.randomUUID()}`) as [string, string, string]
  await aKnownClinic(app, one)
  await aKnownClinic(app, two, 'Asia/Jakarta')
  await aKnownClinic(app, foreign)
  const account = await anAccount(app, [
    { clinicId: one, roles: ['doctor'], staffId: 'stf-1' },
    { clinicId: two, roles: ['receptionist'] },
  ])
  const signedIn = await signIn(account)
  expect(signedIn.body.membership.clinicId).toBe(one)
  expect(signedIn.body.memberships).toHaveLength(2)
  const bearer = { authorization: `Bearer ${signedIn.body.accessToken}` }
  for (const clinicId of [foreign, `cln-${crypto.randomUUID()}`]) {
    const refused = await post('/api/auth/switch', { clinicId }, bearer)
    expect(refused).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
  const switched = await post('/api/auth/switch', { clinicId: two }, bearer)
  expect(switched.body.membership).toMatchObject({ clinicId: two, timezone: 'Asia/Jakarta', roles: ['receptionist'] })
  expect(differences(descriptionOf('POST /api/auth/switch').answer ?? never(), switched.body)).toEqual([])
  const inTwo = await app.send('POST', '/api/encounters', {
    body: '{"patientId":"pat-1"}',
    headers: { authorization: `Bearer ${switched.body.accessToken}`, 'content-type': 'application/json' },
  })
  expect(inTwo.status).toBe(403)
  const refreshed = await refresh(cookieOf(signedIn))
  expect(refreshed.body.membership.clinicId).toBe(two)
  expect((await signIn(account)).body.membership.clinicId).toBe(two)
  const db = app.database('gateway')
  await db.prepare('UPDATE membership SET disabled_at = 1 WHERE clinic_id = ?').bind(two).run()
  const gone = { authorization: `Bearer ${refreshed.body.accessToken}` }
  expect((await post('/api/auth/switch', { clinicId: one }, gone)).status).toBe(401)
  const back = await refresh(cookieOf(refreshed))
  expect(back.body.membership.clinicId).toBe(one)
  const inOne = { authorization: `Bearer ${back.body.accessToken}` }
  expect((await post('/api/auth/switch', { clinicId: two }, inOne)).status).toBe(404)
  expect((await post('/api/auth/switch', { clinicId: one }, inOne)).status).toBe(200)
})

test.each(['login', 'refresh', 'logout'])('another site cannot make a browser %s', async route => {
  const { account } = await aDoctor()
  const cookie = cookieOf(await signIn(account))
  const body = route === 'login' ? { email: account.email, password: account.password } : undefined
  for (const origin of ['https://evil.example', 'null', `http://${new URL(app.url).hostname}.evil.example`]) {
    const reply = await post(`/api/auth/${route}`, body, { origin, cookie, 'cf-connecting-ip': anAddress() })
    expect([origin, reply.status, reply.body.code]).toEqual([origin, 403, 'forbidden'])
    expect(reply.headers.getSetCookie()).toEqual([])
  }
  const own = await post(`/api/auth/${route}`, body, { origin: new URL(app.url).origin, cookie })
  expect(own.status).toBeLessThan(300)
})

test('nothing of a person, a password or a token was logged', () => {
  const logged = JSON.stringify(app.harness.getLogs())
  expect(logged).toContain('request')
  expect(logged).not.toMatch(/Rina Wijaya|@example\.test|a good one|eyJ[\w-]{10}|203\.0\.|__Host-refresh/)
})
