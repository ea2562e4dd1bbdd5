import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accepted, sendAccepted, versionOf } from '../accepted.ts'
import { aHouse, type House } from '../house.ts'
import { aKnownClinic, anAccount } from '../identity.ts'
import { openWorld, type Reply, type World } from '../world.ts'
import { touchOf } from './touches.ts'

/** No log, no answer: and what was written meanwhile is in the log as soon as there is one again, once. */

let world: World
let house: House
/** See test/faults/front-log.ts. */
let door: { become(mode: 'well' | 'hung' | 'throwing' | 'lost'): Promise<void> }
beforeAll(async () => {
  world = await openWorld({
    extra: [{ configPath: 'test/faults/log.toml' }],
    overrides: { gateway: { ACCESS_LOG: 'front-log' } },
  })
  door = (await world.harness.getWorker('front-log').getExport()) as unknown as typeof door
  house = await aHouse(world)
})
afterAll(() => world.close())
beforeEach(() => door.become('well'))

const touch = touchOf()
const touching = [...touch].filter(([, word]) => ['patient', 'two', 'object'].includes(word)).map(([route]) => route)
const reads = touching.filter(route => route.startsWith('GET '))
/** Of identity's own database, where no entry waits beside what was written. */
const ofIdentity = ['POST /api/auth/invitations']
const writes = touching.filter(route => !route.startsWith('GET ') && !ofIdentity.includes(route))

describe.each(['hung', 'throwing', 'lost'] as const)('while the log is %s', how => {
  test('a read that touches a patient is unavailable, in time, and shows nothing', async () => {
    const prepared = await Promise.all(reads.map(async route => [route, await accepted(house, route)] as const))
    await door.become(how)
    const began = Date.now()
    const replies = await Promise.all(
      prepared.map(async ([route, sample]) => [route, await sendAccepted(house, route, sample)] as const),
    )
    expect(Date.now() - began).toBeLessThan(6_000)
    for (const [route, reply] of replies) expectRefused(route, reply, 'unavailable')
  })

  test('other reads answer', async () => {
    await door.become(how)
    for (const path of ['/api/clinic', '/api/staff', '/api/rooms', '/api/dashboard', '/health']) {
      expect((await house.everyone.ask('GET', path)).status, path).toBe(200)
    }
  })

  test('a refusal that names a patient is not told either', async () => {
    await door.become(how)
    const reply = await house.people.receptionist.ask('GET', `/api/patients/${house.own.patient}/timeline`)
    expectRefused('refused', reply, 'unavailable')
  })

  test('an event of signing in is not told', async () => {
    const { clinicId } = world.aClinic()
    await aKnownClinic(world, clinicId)
    const { email } = await anAccount(world, [{ clinicId, roles: ['nurse'] }])
    await door.become(how)
    const headers = { 'content-type': 'application/json' }
    const reply = await world.send('POST', '/api/auth/password/forgot', { body: JSON.stringify({ email }), headers })
    expect([reply.status, reply.body.code]).toEqual([503, 'outcome_unknown'])
  })

  test('a write is of unknown outcome, and its entry comes later, once', async () => {
    const prepared = []
    for (const route of writes) {
      const sample = await accepted(house, route)
      prepared.push({
        route,
        sample,
        match: /^(?:PATCH|DELETE) /.test(route) ? await versionOf(house, sample.path) : undefined,
      })
    }
    await door.become(how)
    const sent = new Map<string, string>()
    const sending = prepared.map(async ({ route, sample: { path, body }, match }) => {
      const method = route.slice(0, route.indexOf(' '))
      const reply = await house.everyone.ask(method, path, body, match ? { 'if-match': match } : undefined)
      expectRefused(route, reply, 'outcome_unknown')
      sent.set(reply.headers.get('x-request-id') ?? '', route)
    })
    await Promise.all(sending)
    await sweep()
    await door.become('well')
    await sweep()
    await sweep()
    const { body } = await house.everyone.ask('GET', '/api/access-log?limit=100')
    const left = body.items.filter((one: { requestId: string }) => sent.has(one.requestId))
    expect(left.map((one: { action: string }) => one.action).sort()).toEqual([...sent.values()].sort())
    for (const entry of left) {
      const { sub, name, roles } = house.everyone.claims
      expect(entry, entry.action).toMatchObject({ outcome: 'ok', account: { id: sub, name }, roles })
      expect(entry.patientIds, entry.action).toHaveLength(touch.get(entry.action) === 'two' ? 2 : 1)
      expect(entry.patientIds[0], entry.action).toMatch(/^pat-/)
    }
    expect((await house.everyone.ask('GET', '/api/access-log/verify')).body).toMatchObject({ ok: true })
    expect(await unsettled()).toBe(0)
  })
})

function expectRefused(route: string, reply: Reply, code: string): void {
  const text = JSON.stringify(reply.body)
  const told = `${route} → ${reply.status} ${text.slice(0, 300)}`
  expect([reply.status, reply.body.code], told).toEqual([503, code])
  expect(Number(reply.headers.get('retry-after')), told).toBeGreaterThan(0)
  expect(reply.headers.get('content-type'), told).toBe('application/problem+json')
  expect(reply.headers.get('etag'), told).toBeNull()
  expect(text, told).not.toContain(house.canary)
  expect(text, told).not.toContain('canary of a broken log')
  expect(text, told).not.toContain('pat-')
}

interface Database {
  prepare(sql: string): { run(): Promise<unknown>; first<T>(): Promise<T | null> }
}

async function outboxes(): Promise<Database[]> {
  const names = [
    ['patient', 'PATIENT_DB'],
    ['appointment', 'APPOINTMENT_DB'],
    ['record', 'RECORD_DB'],
  ] as const
  return Promise.all(
    names.map(async ([worker, binding]) => {
      const env = (await world.harness.getWorker(worker).getEnv()) as Record<string, Database>
      const database = env[binding]
      if (!database) throw new Error(binding)
      return database
    }),
  )
}

/** The sweep, as if the half minute that it leaves to the gateway had passed. */
async function sweep(): Promise<void> {
  for (const database of await outboxes()) await database.prepare('UPDATE outbox SET due_at = 0').run()
  await world.harness.getWorker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date() })
}

async function unsettled(): Promise<number> {
  const counts = await Promise.all(
    (await outboxes()).map(database =>
      database.prepare('SELECT count(*) AS n FROM outbox WHERE settled_at IS NULL').first<{ n: number }>(),
    ),
  )
  return counts.reduce((sum, one) => sum + (one?.n ?? 0), 0)
}
