import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Action, ruleOf } from '../../workers/shared/permissions.ts'
import { type Account, anAccount } from '../support/accounts.ts'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { sideBySide } from '../support/expect-problem.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { partOf } from '../support/part-of.ts'
import type { Sample } from '../support/route-areas.ts'
import { actionOf } from '../support/route-descriptions.ts'
import { routes, samples } from '../support/route-samples.ts'
import { sendValid, validRequest } from '../support/valid-requests.ts'

/** A Worker that hangs, throws or answers nonsense costs its own routes, and nobody else anything. */

type Name = 'patient' | 'staff' | 'appointment' | 'record'
type Illness = 'hung' | 'throwing' | 'garbled'
interface Front {
  become(mode: Illness | 'well'): Promise<void>
}

const names = ['patient', 'staff', 'appointment', 'record'] as const
const fronts = { PATIENT: 'front-patient', STAFF: 'front-staff', APPOINTMENT: 'front-appointment' }

let app: App
let fixture: ClinicFixture
const authPages = {} as Record<Name, Front>
beforeAll(async () => {
  app = await startApp({
    extra: names.map(name => ({ configPath: `test/faults/${name}.toml` })),
    overrides: {
      gateway: { ...fronts, RECORD: 'front-record' },
      appointment: { PATIENT: fronts.PATIENT, STAFF: fronts.STAFF },
      record: fronts,
    },
  })
  for (const name of names) {
    authPages[name] = (await app.harness.getWorker(`front-${name}`).getExport()) as unknown as Front
  }
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())
beforeEach(async () => {
  for (const name of names) await authPages[name].become('well')
})

/** Whose route it is; the gateway's own and the composed ones are nobody's. */
function ownerOf(route: string): Name | undefined {
  const [, path = ''] = route.split(' ')
  if (/\/(?:summary|dashboard|access-log)$|^\/api\/public/.test(path) || !path.startsWith('/api/')) return undefined
  if (/^\/api\/(?:encounters|observations)|\/(?:timeline|restriction|access)$/.test(path)) return 'record'
  if (path.startsWith('/api/patients')) return 'patient'
  if (/^\/api\/(?:staff|clinic)/.test(path)) return 'staff'
  if (/^\/api\/(?:appointments|slots|rooms|products|visit-types|queue|waitlist|statistics)/.test(path))
    return 'appointment'
  return undefined
}

/** What a screen's token and a ticket open, and what a stranger sees, is for the tests of these. */
const reads = routes.filter(
  route => route.startsWith('GET ') && !/\/(?:auth|public)\/|\/queue\/screen$|\/api\/live$/.test(route),
)
const writes = routes.filter(
  route => /^(?:POST|PATCH|PUT|DELETE) \/api\//.test(route) && !/\/(?:auth|public)\//.test(route),
)
/**
 * What cannot be known without another Worker: free times, other times for the visits that an absence hits, and how full a day was need the
 * hours; who opened a record, and how it stands, that one may know of it; whose reading is unusual, who comes and who is meant.
 */
const needs: Record<string, Name[]> = {
  'GET /api/slots': ['staff'],
  'GET /api/statistics': ['staff'],
  'GET /api/appointments/displaced': ['staff'],
  'GET /api/patients/:id/access-log': ['patient'],
  'GET /api/patients/:id/restriction': ['patient'],
  'GET /api/access-log/unusual': ['patient', 'appointment'],
}

/** Two Workers may each use up their second and a half; without a limit it would be thirty seconds. */
const late = 8_000

/** Those of the Worker that is ill, and every second of the others, which are asked while it is ill in the other way. */
const someReads = (ill: Name, how: Illness) => [
  ...reads.filter(route => isSick(route, ill)),
  ...partOf(
    reads.filter(route => !isSick(route, ill)),
    2,
    how === 'hung' ? 0 : 1,
  ),
]

const isSick = (route: string, ill?: Name) =>
  ill !== undefined && (ownerOf(route) === ill || needs[route]?.includes(ill) === true)

/**
 * Every read while one Worker is ill, and how long it took. What is late, or unavailable without being ill, is asked again up to three times:
 * a busy machine delays one answer, and a missing limit delays all four.
 */
async function readAll(asked: readonly string[], ill?: Name): Promise<Map<string, { reply: Reply; ms: number }>> {
  const all = new Map<string, { reply: Reply; ms: number }>()
  // A few at a time: many at once are late on a busy machine without any help of a sick Worker.
  await sideBySide(4, asked, async route => {
    const sample = samples[route]?.(fixture, fixture.own)
    for (let left = 3; left >= 0; left--) {
      const began = Date.now()
      const reply = await fixture.everyone.ask('GET', sample?.path ?? '')
      const ms = Date.now() - began
      all.set(route, { reply, ms })
      if (ms < late && (reply.status !== 503 || isSick(route, ill))) return
    }
  })
  return all
}

// Once more where it fails: what is late may be the machine.
describe.each(names)('the %s Worker', { retry: 1 }, ill => {
  test.each(['hung', 'throwing'] as const)(
    '%s: its own reads are unavailable in time, all others answer',
    async how => {
      await authPages[ill].become(how)
      for (const [route, { reply, ms }] of await readAll(someReads(ill, how), ill)) {
        const told = `${route} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 200)}`
        expect(ms, told).toBeLessThan(late)
        if (isSick(route, ill)) {
          expect([reply.status, reply.body.code], told).toEqual([503, 'unavailable'])
          expect(Number(reply.headers.get('retry-after')), told).toBeGreaterThan(0)
        } else {
          expect(reply.status, told).toBe(200)
        }
      }
    },
  )

  test.each(['hung', 'throwing'] as const)(
    '%s: its own writes are of unknown outcome, others are done or unavailable',
    async how => {
      const prepared: [string, Sample][] = []
      // Every second write while it hangs, the others while it throws.
      const chosen = writes.filter((_, i) => (i % 2 === 0) === (how === 'hung'))
      for (const route of chosen) prepared.push([route, await validRequest(fixture, route)])
      await authPages[ill].become(how)
      const began = Date.now()
      const replies = await Promise.all(
        prepared.map(async ([route, { path, body }]) => {
          const method = route.slice(0, route.indexOf(' '))
          // An import may take longer than any other write, and says so by name.
          if (route === 'POST /api/patients/import' && how === 'hung' && ill === 'patient') return undefined
          const headers = method === 'POST' || method === 'PUT' ? undefined : { 'if-match': '"1"' }
          return [route, await fixture.everyone.ask(method, path, body, headers ?? {})] as const
        }),
      )
      expect(Date.now() - began).toBeLessThan(20_000)
      for (const [route, reply] of replies.filter(one => one !== undefined)) {
        const told = `${route} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 200)}`
        const needsMatch = reply.status === 428 || reply.status === 412
        if (needsMatch) continue
        if (ownerOf(route) === ill) {
          // What reads is a read, by whichever method it is asked.
          const silent = ruleOf(actionOf(route) as Action).effect === 'read' ? 'unavailable' : 'outcome_unknown'
          expect([reply.status, reply.body.code], told).toEqual([503, silent])
          expect(Number(reply.headers.get('retry-after')), told).toBeGreaterThan(0)
        } else if (reply.status >= 300) {
          expect([reply.status, reply.body.code, ownerOf(route) ?? 'identity'], told).toEqual([
            503,
            'unavailable',
            expect.stringMatching(/appointment|record|identity/),
          ])
        }
      }
    },
  )

  test.each(['hung', 'throwing'] as const)('%s: health names it', async how => {
    await authPages[ill].become(how)
    const began = Date.now()
    const { status, body } = await app.send('GET', '/health', {})
    expect(Date.now() - began).toBeLessThan(late)
    expect([status, body.status]).toEqual([200, 'degraded'])
    const others = Object.fromEntries(
      ['gateway', ...names].map(name => [name, { status: name === ill ? 'unavailable' : 'ok' }]),
    )
    expect(body.services).toMatchObject(others)
  })

  test('answering nonsense: nobody learns of it but by a problem, and others answer', async () => {
    await authPages[ill].become('garbled')
    for (const [route, { reply }] of await readAll(reads, ill)) {
      const told = `${route} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 200)}`
      expect(JSON.stringify(reply.body), told).not.toContain('canary of a broken Worker')
      if (isSick(route, ill)) expect([500, 503], told).toContain(reply.status)
      else expect(reply.status, told).toBe(200)
      if (reply.status >= 400) expect(reply.headers.get('content-type'), told).toBe('application/problem+json')
    }
  })
})

describe.each(['hung', 'throwing', 'garbled'] as const)('while a Worker is %s', how => {
  test.each([
    ['patient', { newPatients: 'unavailable', today: 'ok', licences: 'ok', unsignedNotes: 'ok' }],
    [
      'staff',
      { freeSlots: 'unavailable', licences: 'unavailable', today: 'ok', newPatients: 'ok', unsignedNotes: 'ok' },
    ],
    [
      'appointment',
      { today: 'unavailable', days: 'unavailable', newPatients: 'ok', licences: 'ok', unsignedNotes: 'ok' },
    ],
    [
      'record',
      { unsignedNotes: 'unavailable', today: 'ok', days: 'ok', newPatients: 'ok', freeSlots: 'ok', licences: 'ok' },
    ],
  ] as const)('the dashboard without %s shows its other parts', async (ill, parts) => {
    await authPages[ill].become(how)
    const { status, body } = await fixture.everyone.ask('GET', '/api/dashboard')
    expect(status).toBe(200)
    expect(body).toMatchObject(Object.fromEntries(Object.entries(parts).map(([key, status]) => [key, { status }])))
  })

  test.each([
    ['patient', { patient: 'unavailable', visits: 'ok', vitals: 'ok', openEncounters: 'ok' }],
    ['staff', { patient: 'ok', visits: 'ok', vitals: 'ok', openEncounters: 'ok' }],
    ['appointment', { patient: 'ok', visits: 'unavailable', vitals: 'ok', openEncounters: 'ok' }],
    ['record', { patient: 'ok', visits: 'ok', vitals: 'unavailable', openEncounters: 'unavailable' }],
  ] as const)("a patient's summary without %s shows its other parts", async (ill, parts) => {
    await authPages[ill].become(how)
    const { status, body } = await fixture.everyone.ask('GET', `/api/patients/${fixture.own.patient}/summary`)
    expect(status).toBe(200)
    expect(body).toMatchObject(Object.fromEntries(Object.entries(parts).map(([key, status]) => [key, { status }])))
  })

  test.each([
    ['patient', 'staff'],
    ['staff', 'patient'],
  ] as const)('the day board without %s shows the visits, and who is unavailable', async (ill, well) => {
    const path = '/api/appointments/walk-in'
    const { body: visit } = await fixture.everyone.ask('POST', path, {
      patientId: fixture.own.patient,
      staffId: fixture.own.staff,
    })
    await authPages[ill].become(how)
    const [from, to] = [Date.now() - 3_600_000, Date.now() + 3_600_000].map(at => new Date(at).toISOString())
    const { status, body } = await fixture.everyone.ask('GET', `/api/appointments/board?from=${from}&to=${to}`)
    expect(status).toBe(200)
    const row = body.items.find((one: { id: string }) => one.id === visit.id)
    expect(row).toMatchObject({ id: visit.id, status: 'arrived', [ill]: { id: fixture.own[ill], unavailable: true } })
    expect(row[well]).toMatchObject({ id: fixture.own[well], name: expect.stringContaining(fixture.canary) })
    expect(row[well].unavailable).toBeUndefined()
    const checked = await fixture.everyone.ask('POST', `/api/appointments/${visit.id}/start`, {})
    expect(checked, JSON.stringify(checked.body)).toMatchObject({ status: 200, body: { status: 'in_progress' } })
    await fixture.everyone.ask('POST', `/api/appointments/${visit.id}/check-out`, {})
  })

  test('people sign in without the patient Worker: names are not known, and what was closed stays so', async () => {
    const { clinicId } = fixture
    const signedIn = async ({ email, password }: Account) => {
      const { status, body } = await app.send('POST', '/api/auth/login', {
        body: JSON.stringify({ email, password }),
        headers: { 'content-type': 'application/json' },
      })
      expect(status).toBe(200)
      return body.membership.patients
    }
    const aReader = async () => {
      const person = { name: { given: 'Kartika' }, sex: 'female' }
      const { id: patientId } = (await fixture.people.receptionist.ask('POST', '/api/patients', person)).body
      const patients = [{ patientId, relation: 'self' as const }]
      return { patientId, account: await anAccount(app, [{ clinicId, roles: ['patient'], patients }]) }
    }
    const [open, closed, unknown] = [await aReader(), await aReader(), await aReader()]
    for (const { account } of [open, closed]) expect(await signedIn(account)).toHaveLength(1)
    const archived = await fixture.people.receptionist.ask('POST', `/api/patients/${closed.patientId}/archive`)
    expect(archived.status).toBe(200)
    await app.harness.getWorker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date() })
    await authPages.patient.become(how)
    expect(await signedIn(open.account)).toEqual([{ patientId: open.patientId, name: '', relation: 'self' }])
    for (const { account } of [closed, unknown]) expect(await signedIn(account)).toEqual([])
  })
})

test('once all are well again, so is everything', async () => {
  expect((await app.send('GET', '/health', {})).body.status).toBe('ok')
  for (const [route, { reply }] of await readAll(reads)) expect([route, reply.status]).toEqual([route, 200])
  const reply = await sendValid(
    fixture,
    'POST /api/appointments',
    await validRequest(fixture, 'POST /api/appointments'),
  )
  expect(reply.status).toBe(201)
})

test('nothing of what a broken Worker threw was logged', () => {
  const logged = JSON.stringify(app.harness.getLogs())
  expect(logged).toContain('operation.unheard')
  expect(logged).not.toContain('"message":"canary of a broken Worker')
})
