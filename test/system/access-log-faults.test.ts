import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Action, ruleOf } from '../../workers/shared/permissions.ts'
import { logged } from '../support/access-table.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { aBrowser } from '../support/http-browser.ts'
import { actionOf } from '../support/route-descriptions.ts'
import { sendValid, validRequest, versionOf } from '../support/valid-requests.ts'

/** No log, no answer: and what was written meanwhile is in the log as soon as there is one again, once. */

let app: App
let fixture: ClinicFixture
/** See test/faults/front-log.ts. */
let door: { become(mode: 'well' | 'hung' | 'throwing' | 'lost'): Promise<void> }
beforeAll(async () => {
  app = await startApp({
    extra: [{ configPath: 'test/faults/log.toml' }],
    overrides: { gateway: { ACCESS_LOG: 'front-log' } },
  })
  door = (await app.harness.getWorker('front-log').getExport()) as unknown as typeof door
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())
beforeEach(() => door.become('well'))

const wordOf = new Map([...logged].map(([route, word]) => [actionOf(route), word]))
const touching = [...logged].filter(([, word]) => ['patient', 'two', 'object'].includes(word)).map(([route]) => route)
// A preview of a merge is a POST that only reads.
const isRead = (route: string) => ruleOf(actionOf(route) as Action).effect === 'read'
const reads = touching.filter(isRead)
const writes = touching.filter(route => !isRead(route))

const illnesses = ['hung', 'throwing', 'lost'] as const

describe.each(illnesses)('while the log is %s', how => {
  test('a read that touches a patient is unavailable, in time, and shows nothing', async () => {
    const prepared = await Promise.all(reads.map(async route => [route, await validRequest(fixture, route)] as const))
    await door.become(how)
    const began = Date.now()
    const replies = await Promise.all(
      prepared.map(async ([route, sample]) => [route, await sendValid(fixture, route, sample)] as const),
    )
    expect(Date.now() - began).toBeLessThan(6_000)
    for (const [route, reply] of replies) expectRefused(route, reply, 'unavailable')
  })

  test('other reads answer', async () => {
    await door.become(how)
    for (const path of ['/api/clinic', '/api/staff', '/api/rooms', '/api/dashboard', '/health']) {
      expect((await fixture.everyone.ask('GET', path)).status, path).toBe(200)
    }
  })

  test('a refusal that names a patient is not told either', async () => {
    await door.become(how)
    const reply = await fixture.people.receptionist.ask('GET', `/api/patients/${fixture.own.patient}/timeline`)
    expectRefused('refused', reply, 'unavailable')
  })

  test('an event of signing in is not told', async () => {
    const { clinicId } = app.aClinic()
    await aKnownClinic(app, clinicId)
    const { email } = await anAccount(app, [{ clinicId, roles: ['nurse'] }])
    await door.become(how)
    const headers = { 'content-type': 'application/json' }
    const reply = await app.send('POST', '/api/auth/password/forgot', { body: JSON.stringify({ email }), headers })
    expect([reply.status, reply.body.code]).toEqual([503, 'outcome_unknown'])
  })

  test('a write is of unknown outcome, and its entry comes later, once', async () => {
    const prepared = []
    // Every write in one of the three ways: what is prepared takes longer than what is asked.
    for (const route of writes.filter((_, i) => i % illnesses.length === illnesses.indexOf(how))) {
      const sample = await validRequest(fixture, route)
      prepared.push({
        route,
        sample,
        match: /^(?:PATCH|DELETE) /.test(route) ? await versionOf(fixture, sample.path) : undefined,
      })
    }
    await door.become(how)
    const sent = new Map<string, string>()
    const sending = prepared.map(async ({ route, sample: { path, body }, match }) => {
      const method = route.slice(0, route.indexOf(' '))
      const reply = await fixture.everyone.ask(method, path, body, match ? { 'if-match': match } : undefined)
      expectRefused(route, reply, 'outcome_unknown')
      sent.set(reply.headers.get('x-request-id') ?? '', route)
    })
    await Promise.all(sending)
    await sweep()
    await door.become('well')
    await sweep()
    await sweep()
    const { body } = await fixture.everyone.ask('GET', '/api/access-log?limit=100')
    // An event of sign-in has an entry of its own beside the request's.
    const left = body.items.filter(
      (one: { requestId: string; action: string }) => sent.has(one.requestId) && one.action.includes('.'),
    )
    expect(left.map((one: { action: string }) => one.action).sort()).toEqual([...sent.values()].map(actionOf).sort())
    for (const entry of left) {
      const { sub, name, roles } = fixture.everyone.claims
      expect(entry, entry.action).toMatchObject({ outcome: 'ok', account: { id: sub, name }, roles })
      expect(entry.patientIds, entry.action).toHaveLength(wordOf.get(entry.action) === 'two' ? 2 : 1)
      expect(entry.patientIds[0], entry.action).toMatch(/^pat-/)
    }
    expect((await fixture.everyone.ask('GET', '/api/access-log/verify')).body).toMatchObject({ ok: true })
    expect(await unsettled()).toBe(0)
  })

  test("a write of identity's own is of unknown outcome too, and its event comes later, once", async () => {
    const [changed, removed] = [await fixture.member(), await fixture.member()]
    const [revoked, resent] = [await anInvitation(), await anInvitation()]
    const someone = await aSignedIn()
    await door.become(how)
    const { everyone } = fixture
    const match = { 'if-match': '"1"' }
    const sent = [
      ['invitation_sent', everyone.ask('POST', '/api/auth/invitations', { name: 'Somebody', roles: ['nurse'] })],
      ['invitation_sent', everyone.ask('POST', `/api/auth/invitations/${resent}/resend`)],
      ['invitation_revoked', everyone.ask('DELETE', `/api/auth/invitations/${revoked}`)],
      ['member_changed', everyone.ask('PATCH', `/api/members/${changed}`, { roles: ['doctor'] }, match)],
      ['member_removed', everyone.ask('DELETE', `/api/members/${removed}`, undefined, match)],
      ['sign_in_policy_changed', everyone.ask('PUT', '/api/auth/policy', { requireSecondFactor: false })],
      ['session_revoked', someone.ask('DELETE', '/api/auth/sessions')],
      [
        'password_changed',
        someone.ask('POST', '/api/auth/password', { current: someone.password, next: 'another good and long one' }),
      ],
    ] as const
    const events = new Map<string, string>()
    for (const [event, asked] of sent) {
      const reply = await asked
      expectRefused(event, reply, 'outcome_unknown')
      events.set(reply.headers.get('x-request-id') ?? '', event)
    }
    await door.become('well')
    await sweep()
    await sweep()
    const { body } = await everyone.ask('GET', '/api/access-log?limit=100')
    const left = body.items.filter((one: { requestId: string }) => events.has(one.requestId))
    expect(left.map((one: { action: string }) => one.action).sort()).toEqual([...events.values()].sort())
    for (const entry of left) {
      const own = entry.action === 'session_revoked' || entry.action === 'password_changed'
      const account = own ? someone.accountId : everyone.claims.sub
      expect(entry, entry.action).toMatchObject({ outcome: 'ok', account: { id: account }, patientIds: [] })
    }
    const of = (action: string) => left.find((one: { action: string }) => one.action === action).object
    expect([of('member_changed'), of('member_removed'), of('invitation_revoked')]).toEqual([changed, removed, revoked])
    expect(await unsettled()).toBe(0)
  })
})

test('an event that the log took before the answer is not written again', async () => {
  const reply = await fixture.everyone.ask('POST', '/api/auth/invitations', { name: 'Somebody', roles: ['nurse'] })
  expect(reply.status).toBe(201)
  await sweep()
  const { body } = await fixture.everyone.ask('GET', '/api/access-log?action=invitation_sent&limit=100')
  const requestId = reply.headers.get('x-request-id')
  const left = body.items.filter((one: { requestId: string }) => one.requestId === requestId)
  expect(left).toMatchObject([{ object: reply.body.id, account: { id: fixture.everyone.claims.sub } }])
})

/** An invitation with a printed code. */
async function anInvitation(): Promise<string> {
  return must(await fixture.everyone.ask('POST', '/api/auth/invitations', { name: 'Somebody', roles: ['nurse'] })).id
}

/** A nurse of the fixture with a password. */
async function aSignedIn() {
  const { clinicId } = fixture
  const { accountId, email, password } = await anAccount(app, [{ clinicId, roles: ['nurse'] }])
  const browser = aBrowser(app)
  const { accessToken } = must(await browser.signIn({ email, password }))
  return { accountId, password, ask: browser.with(accessToken) }
}

function expectRefused(route: string, reply: Reply, code: string): void {
  const text = JSON.stringify(reply.body)
  const told = `${route} → ${reply.status} ${text.slice(0, 300)}`
  expect([reply.status, reply.body.code], told).toEqual([503, code])
  expect(Number(reply.headers.get('retry-after')), told).toBeGreaterThan(0)
  expect(reply.headers.get('content-type'), told).toBe('application/problem+json')
  expect(reply.headers.get('etag'), told).toBeNull()
  expect(text, told).not.toContain(fixture.canary)
  expect(text, told).not.toContain('canary of a broken log')
  expect(text, told).not.toContain('pat-')
}

const outboxes = () => app.databases(['gateway', 'patient', 'appointment', 'record'])

/** The sweep, as if the half minute that it leaves to the gateway had passed. */
async function sweep(): Promise<void> {
  for (const database of outboxes()) await database.prepare('UPDATE outbox SET due_at = 0').run()
  await app.harness.getWorker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date() })
}

async function unsettled(): Promise<number> {
  const counts = await Promise.all(
    outboxes().map(database =>
      database.prepare('SELECT count(*) AS n FROM outbox WHERE settled_at IS NULL').first<{ n: number }>(),
    ),
  )
  return counts.reduce((sum, one) => sum + (one?.n ?? 0), 0)
}
