import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { changesOf } from '../support/database-rows.ts'
import { type App, startApp } from '../support/harness.ts'
import { routes } from '../support/route-samples.ts'
import { sendValid, validRequest, versionOf } from '../support/valid-requests.ts'

/** A POST may be repeated with its key, and of two who change the same version one wins. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const writes = routes.filter(route => route.startsWith('POST /api/') && !route.includes('/auth/'))
/** A ticket is good once and changes nothing; reads with a body; an import is repeatable by its rows, which a repeat finds `known`; hasUnknownContacts have no account to keep a key for. */
const others = [
  'POST /api/live/ticket',
  'POST /api/patients/match',
  'POST /api/patients/import',
  'POST /api/patients/:id/merge/preview',
  'POST /api/staff/:id/absences/preview',
  'POST /api/public/:slug/register',
]
/** How many changes this clinic has seen. */
const changes = () => changesOf(app, fixture.clinicId)

const aKey = () => ({ 'idempotency-key': crypto.randomUUID() })

describe.each(writes.filter(route => !others.includes(route)))('%s', route => {
  test('twice with one key is once, and eight at once are once', async () => {
    const sample = await validRequest(fixture, route)
    const key = aKey()
    const before = await changes()
    const first = await sendValid(fixture, route, sample, key)
    expect(first.status, JSON.stringify(first.body)).toBeLessThan(300)
    const once = (await changes()) - before
    expect(once).toBeGreaterThan(0)
    const second = await sendValid(fixture, route, sample, key)
    expect([second.status, second.body]).toEqual([first.status, first.body])
    expect((await changes()) - before).toBe(once)

    const another = await validRequest(fixture, route)
    const together = aKey()
    const start = await changes()
    const all = await Promise.all(Array.from({ length: 8 }, () => sendValid(fixture, route, another, together)))
    expect(new Set(all.map(one => one.status))).toEqual(new Set([first.status]))
    expect(new Set(all.map(one => one.body.id)).size).toBe(1)
    expect((await changes()) - start).toBe(once)
  })

  test('one key with another body is refused', async () => {
    const sample = await validRequest(fixture, route)
    const key = aKey()
    expect((await sendValid(fixture, route, sample, key)).status).toBeLessThan(300)
    // Another spelling of what was sent: equal to the verb, not to the hash.
    const { path, body = {} } = sample
    const other = await app.send('POST', path, {
      body: `${JSON.stringify(body, null, 1)} `,
      headers: {
        authorization: `Bearer ${fixture.everyone.token}`,
        'content-type': 'application/json',
        ...key,
      },
    })
    expect(other).toMatchObject({ status: 422, body: { code: 'key_reused' } })
  })
})

test("another account's key is its own, and so is a key on another route", async () => {
  const key = aKey()
  const body = { name: { given: 'Someone' }, sex: 'other' }
  const [one, two, three] = [
    await fixture.everyone.ask('POST', '/api/patients', body, key),
    await fixture.people.receptionist.ask('POST', '/api/patients', body, key),
    await fixture.people.receptionist.ask('POST', `/api/patients/${fixture.other.patient}/archive`, undefined, key),
  ]
  expect([one.status, two.status, three.status]).toEqual([201, 201, 200])
  expect(new Set([one.body.id, two.body.id, three.body.id]).size).toBe(3)
  await fixture.everyone.ask('POST', `/api/patients/${fixture.other.patient}/restore`)
})

test('an import repeated with its key adds nobody', async () => {
  const rows = [{ name: { given: `Imported ${crypto.randomUUID()}` }, sex: 'other' }]
  const sample = { path: '/api/patients/import', body: { importId: 'imp-1', source: 'test', rows } }
  const key = aKey()
  const first = await sendValid(fixture, 'POST /api/patients/import', sample, key)
  const second = await sendValid(fixture, 'POST /api/patients/import', sample, key)
  expect([first.body.items[0].verdict, second.body.items[0].verdict]).toEqual(['created', 'known'])
  expect(second.body.items[0].patientId).toBe(first.body.items[0].patientId)
})

/**
 * A week of hours may be set without a version where there is none yet (staff.test.ts), and so may a restriction, and whether the log's head is
 * mailed, which is one switch; sessions, invitations and holds
 * need none.
 */
const changing = routes.filter(
  route =>
    /^(PATCH|PUT|DELETE) /.test(route) &&
    !route.startsWith('PUT /api/staff') &&
    !/\/api\/auth\/|\/holds\/|\/restriction$|\/witness$/.test(route),
)

describe.each(changing)('%s', route => {
  test('needs the version, refuses an old one, and of two at once one wins', async () => {
    const sample = await validRequest(fixture, route)
    const [method = ''] = route.split(' ')
    const send = (headers: Record<string, string>) => fixture.everyone.ask(method, sample.path, sample.body, headers)
    expect(await send({})).toMatchObject({ status: 428, body: { code: 'if_match_required' } })
    expect(await send({ 'if-match': '"99"' })).toMatchObject({ status: 412, body: { code: 'stale' } })
    const match = { 'if-match': await versionOf(fixture, sample.path) }
    const both = await Promise.all([send(match), send(match)])
    const [won, lost] = both.toSorted((a, b) => a.status - b.status)
    expect(won?.status, JSON.stringify(won?.body)).toBeLessThan(300)
    expect([404, 412], JSON.stringify(lost?.body)).toContain(lost?.status)
  })
})
