import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../workers/shared/permissions.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Person, startApp } from '../support/harness.ts'
import { aBrowser } from '../support/http-browser.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'

/** Sessions that one can see and end, and what ends with them: writes and every read of somebody at once. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const minute = 60_000

async function run(sql: string, ...values: unknown[]): Promise<void> {
  await app
    .database('gateway')
    .prepare(sql)
    .bind(...values)
    .run()
}

async function someone(roles: Role[] = ['doctor']) {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return anAccount(app, [{ clinicId, roles }])
}

const age = (accountId: string, milliseconds: number) =>
  run('UPDATE session SET rotated_at = rotated_at - ? WHERE account_id = ?', milliseconds, accountId)

test('where one is signed in: this device and the others, to be ended one by one or all', async () => {
  const account = await someone()
  const [here, there, elsewhere] = [aBrowser(app), aBrowser(app), aBrowser(app)]
  const token = must(await here.signIn(account)).accessToken
  const other = must(await there.signIn(account)).accessToken
  must(await elsewhere.signIn(account))
  const ask = here.with(token)
  const { body: page } = await ask('GET', '/api/auth/sessions')
  expect(differences(descriptionOf('GET /api/auth/sessions').answer as never, page)).toEqual([])
  expect(page.items.map((one: { current: boolean }) => one.current)).toEqual([false, false, true])
  expect(JSON.stringify(page)).not.toMatch(/hash|refresh/i)

  expect((await ask('DELETE', `/api/auth/sessions/${page.items[1].id}`)).status).toBe(204)
  expect((await ask('DELETE', `/api/auth/sessions/${page.items[1].id}`)).status).toBe(404)
  expect((await there.with(other)('POST', '/api/auth/mfa/totp')).status).toBe(401)
  expect(await there.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'ended' } } })

  expect((await ask('DELETE', '/api/auth/sessions')).status).toBe(204)
  expect((await elsewhere.refresh()).status).toBe(401)
  expect((await here.refresh()).status).toBe(200)
  expect((await ask('GET', '/api/auth/sessions')).body.items).toHaveLength(1)
})

test("another's session is not there to be seen or ended", async () => {
  const [one, two] = [aBrowser(app), aBrowser(app)]
  const mine = one.with(must(await one.signIn(await someone())).accessToken)
  const theirs = two.with(must(await two.signIn(await someone())).accessToken)
  const { items } = must(await theirs('GET', '/api/auth/sessions'))
  expect((await mine('DELETE', `/api/auth/sessions/${items[0].id}`)).status).toBe(404)
  expect((await mine('DELETE', '/api/auth/sessions')).status).toBe(204)
  expect((await two.refresh()).status).toBe(200)
})

describe('what ends a token before its ten minutes are over', () => {
  const ends: [what: string, end: (of: Person['claims']) => Promise<void>][] = [
    [
      'the session was ended',
      of => run(`UPDATE session SET revoked_at = 1, revoked_for = 'by_user' WHERE id = ?`, of.sid),
    ],
    ['the session ran out', of => run('UPDATE session SET expires_at = ? WHERE id = ?', Date.now(), of.sid)],
    ['nobody was there', of => age(of.sub, 36 * minute)],
    ['the session went to another clinic', of => run('UPDATE session SET clinic_id = ? WHERE id = ?', 'cln-x', of.sid)],
    ['the account was disabled', of => run('UPDATE account SET disabled_at = 1 WHERE id = ?', of.sub)],
    ['the membership was disabled', of => run('UPDATE membership SET disabled_at = 1 WHERE account_id = ?', of.sub)],
    ['the roles changed', of => run('UPDATE membership SET version = 2 WHERE account_id = ?', of.sub)],
    [
      'it was removed from the clinic',
      async of => {
        await run(
          'DELETE FROM stands_for WHERE membership_id IN (SELECT id FROM membership WHERE account_id = ?)',
          of.sub,
        )
        await run('DELETE FROM membership WHERE account_id = ?', of.sub)
      },
    ],
  ]
  const writes = (): [method: string, path: string, body?: unknown][] => [
    ['POST', '/api/patients', { name: { given: 'Written' }, sex: 'other' }],
    ['POST', '/api/encounters', { patientId: fixture.own.patient }],
    ['PATCH', `/api/patients/${fixture.own.patient}`, { phone: '555 0199' }],
    ['DELETE', `/api/auth/sessions`],
  ]
  const reads = () => [
    `/api/encounters/${fixture.own.encounter}`,
    `/api/encounters?patientId=${fixture.own.patient}`,
    '/api/encounters/unsigned',
    `/api/observations/${fixture.own.observation}`,
    `/api/observations?patientId=${fixture.own.patient}`,
    `/api/patients/${fixture.own.patient}/timeline`,
    `/api/patients/${fixture.own.patient}/summary`,
    `/api/patients/${fixture.own.patient}`,
    '/api/patients',
    `/api/appointments/${fixture.own.appointment}`,
    '/api/queue',
    '/api/waitlist',
    '/api/auth/sessions',
    '/api/auth/mfa',
    `/api/staff/${fixture.own.staff}/absences`,
  ]
  const ofOwner = () => [
    '/api/members',
    `/api/members/${fixture.shared.member}`,
    '/api/access-log',
    '/api/access-log/csv',
    '/api/access-log/verify',
    '/api/access-log/witness',
    `/api/patients/${fixture.own.patient}/access-log`,
    '/api/auth/invitations',
    '/api/auth/policy',
  ]

  test.each(ends)('%s', async (_, end) => {
    const person = await app
      .aClinic({ clinicId: fixture.clinicId })
      .as(['owner', 'doctor'], { staffId: fixture.own.staff })
    const paths = [...reads(), ...ofOwner()]
    for (const path of paths) expect([path, (await person.ask('GET', path)).status]).toEqual([path, 200])
    await end(person.claims)
    for (const path of paths) {
      const reply = await person.ask('GET', path)
      expect([path, reply.status, reply.body.code]).toEqual([path, 401, 'unauthenticated'])
      expect(JSON.stringify([reply.body, ...reply.headers])).not.toContain(fixture.canary)
      expect(reply.headers.get('etag')).toBeNull()
      expect(reply.headers.get('content-type')).toBe('application/problem+json')
    }
    for (const [method, path, body] of writes()) {
      const reply = await person.ask(method, path, body, { 'if-match': '"1"' })
      expect([path, reply.status, reply.body.code]).toEqual([path, 401, 'unauthenticated'])
    }
  })

  test.each(ends)(
    '%s, and not even what the clinic shares is read where nobody has asked in the last minute',
    async (_, end) => {
      const person = await app.aClinic({ clinicId: fixture.clinicId }).as('doctor', { staffId: fixture.own.staff })
      await end(person.claims)
      const shared = ['/api/staff', '/api/clinic', '/api/rooms', '/api/products', '/api/visit-types', '/api/dashboard']
      for (const path of shared) expect([path, (await person.ask('GET', path)).status]).toEqual([path, 401])
    },
  )
})

test('a change of roles is known with the next refresh', async () => {
  const account = await someone(['receptionist'])
  const browser = aBrowser(app)
  const before = must(await browser.signIn(account))
  await run(`UPDATE membership SET roles = '["nurse"]', version = version + 1 WHERE account_id = ?`, account.accountId)
  const write = (token: string) => browser.with(token)('POST', '/api/patients', { name: { given: 'X' }, sex: 'other' })
  expect((await write(before.accessToken)).status).toBe(401)
  const after = must(await browser.refresh())
  expect(after.membership.roles).toEqual(['nurse'])
  expect((await write(after.accessToken)).status).toBe(201)
})

test('half an hour of nobody ends the session of staff, and not of a patient', async () => {
  const [nurse, patient] = [await someone(['nurse']), await someone(['patient'])]
  const [one, two] = [aBrowser(app), aBrowser(app)]
  expect(must(await one.signIn(nurse)).idleSeconds).toBe(1_800)
  expect(must(await two.signIn(patient))).not.toHaveProperty('idleSeconds')
  await Promise.all([nurse, patient].map(({ accountId }) => age(accountId, 34 * minute)))
  expect([(await one.refresh()).status, (await two.refresh()).status]).toEqual([200, 200])
  await Promise.all([nurse, patient].map(({ accountId }) => age(accountId, 35 * minute + 1)))
  expect(await one.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'idle' } } })
  expect((await two.refresh()).status).toBe(200)
})

test('the end of a session stands from its beginning, whatever is refreshed', async () => {
  const account = await someone()
  const browser = aBrowser(app)
  const { sessionEndsAt } = must(await browser.signIn(account))
  expect(must(await browser.refresh()).sessionEndsAt).toBe(sessionEndsAt)
  await run('UPDATE session SET expires_at = ? WHERE account_id = ?', Date.now(), account.accountId)
  expect(await browser.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'ended' } } })
})

test('who is replayed is told so, on the device that was robbed too', async () => {
  const account = await someone()
  const browser = aBrowser(app)
  must(await browser.signIn(account))
  const thief = aBrowser(app)
  thief.cookies.set('__Host-refresh', browser.cookies.get('__Host-refresh') ?? '')
  must(await browser.refresh())
  await age(account.accountId, 31_000)
  expect(await thief.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'replayed' } } })
  expect(await browser.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'replayed' } } })
})

test('fifty refreshes at once get one successor, and it works', async () => {
  const browser = aBrowser(app)
  must(await browser.signIn(await someone()))
  const all = await Promise.all(Array.from({ length: 50 }, () => aTab(browser.cookies).refresh()))
  expect(new Set(all.map(one => one.status))).toEqual(new Set([200]))
  const successors = new Set(all.map(one => one.headers.getSetCookie()[0]?.split(';')[0]))
  expect(successors.size).toBe(1)
  const next = aBrowser(app)
  next.cookies.set('__Host-refresh', [...successors][0]?.split('=')[1] ?? '')
  expect((await next.refresh()).status).toBe(200)
})

function aTab(cookies: Map<string, string>) {
  const tab = aBrowser(app)
  for (const [name, value] of cookies) tab.cookies.set(name, value)
  return tab
}

describe('another site', () => {
  const cookieRoutes: [route: string, body?: unknown][] = [
    ['login', { email: 'nobody@example.test', password: 'x' }],
    ['login/mfa', { mfaToken: 'not.a.token', code: '000000' }],
    ['login/mfa/setup', { mfaToken: 'not.a.token' }],
    ['login/mfa/setup/confirm', { mfaToken: 'not.a.token', code: '000000' }],
    ['refresh'],
    ['logout'],
    ['switch', { clinicId: 'cln-1' }],
    ['mfa/totp'],
  ]

  test.each(cookieRoutes)('cannot make a browser ask for %s', async (route, body) => {
    const browser = aBrowser(app)
    must(await browser.signIn(await someone()))
    const own = new URL(app.url)
    const foreign: Record<string, string>[] = [
      ...['https://evil.example', 'null', 'x', `${own.origin}.evil.example`, `http://${own.hostname}:1`].map(
        origin => ({ origin }),
      ),
      ...['cross-site', 'same-site', 'odd'].map(site => ({ 'sec-fetch-site': site })),
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ]
    for (const headers of foreign) {
      const reply = await browser.post(`/api/auth/${route}`, body, headers)
      expect([headers, reply.status, reply.body.code]).toEqual([headers, 403, 'forbidden'])
      expect(reply.headers.getSetCookie()).toEqual([])
    }
    const ours: Record<string, string>[] = [{ origin: own.origin }, { 'sec-fetch-site': 'same-origin' }, {}]
    for (const headers of ours) {
      expect((await browser.post(`/api/auth/${route}`, body, headers)).status).not.toBe(403)
    }
  })

  test.each(['OPTIONS', 'GET', 'POST', 'DELETE'])('is told nothing by %s: no CORS, for anyone', async method => {
    for (const path of ['/api/auth/login', '/api/auth/refresh', '/api/patients', '/api/openapi.json', '/health']) {
      for (const origin of ['https://evil.example', new URL(app.url).origin, 'null']) {
        const reply = await app.send(method, path, {
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        })
        expect([...reply.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([])
        expect(reply.status).not.toBe(500)
        if (method === 'OPTIONS') expect(reply.status).toBeGreaterThanOrEqual(400)
      }
    }
  })

  test('gets no cookie along: every one is HttpOnly, Secure, SameSite=Strict, __Host- and for the whole origin', async () => {
    const browser = aBrowser(app)
    const replies = [
      await browser.signIn(await someone()),
      await browser.refresh(),
      await browser.post('/api/auth/logout'),
    ]
    const set = replies.flatMap(reply => reply.headers.getSetCookie())
    expect(set.map(line => line.split('=')[0])).toEqual([
      '__Host-refresh',
      '__Host-device',
      '__Host-refresh',
      '__Host-refresh',
    ])
    for (const line of set) {
      const attributes = line.split('; ').slice(1)
      expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']))
      expect(line).not.toMatch(/domain=/i)
    }
  })
})
