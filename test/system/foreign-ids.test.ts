import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rules } from '../support/access-table.ts'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { changesOf } from '../support/database-rows.ts'
import { type App, type Person, type Reply, startApp } from '../support/harness.ts'
import type { Sample } from '../support/route-areas.ts'
import { routes, samples } from '../support/route-samples.ts'

/** Another clinic's id in every place of a request: nothing is read and nothing is written. */

let app: App
let fixture: ClinicFixture
let elsewhere: ClinicFixture
let before: number
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  elsewhere = await aClinicFixture(app)
  before = await changesElsewhere()
})
afterAll(() => app.close())

const changesElsewhere = () => changesOf(app, elsewhere.clinicId)

const idsOf = ({ own, shared }: ClinicFixture) => ({ ...own, ...shared })

/** A request once for every place in which it names an object, there with another clinic's. */
function withForeign({ path, body }: Sample): Sample[] {
  const mine = Object.entries(idsOf(fixture)) as [keyof ReturnType<typeof idsOf>, string][]
  const theirs = idsOf(elsewhere)
  const found: Sample[] = []
  for (const [name, id] of mine) {
    for (let at = path.indexOf(id); at >= 0; at = path.indexOf(id, at + 1)) {
      found.push({ path: path.slice(0, at) + theirs[name] + path.slice(at + id.length), ...(body ? { body } : {}) })
    }
    if (!body) continue
    const text = JSON.stringify(body)
    for (let at = text.indexOf(`"${id}"`); at >= 0; at = text.indexOf(`"${id}"`, at + 1)) {
      const changed = `${text.slice(0, at)}"${theirs[name]}"${text.slice(at + id.length + 2)}`
      found.push({ path, body: JSON.parse(changed) as Record<string, unknown> })
    }
  }
  return found
}

/** Places that no other test's request has: deeper, or in a list. */
const deeper: Record<string, (of: ClinicFixture) => Sample[]> = {
  'POST /api/patients': ({ own }) => [
    {
      path: '/api/patients',
      body: {
        name: { given: 'Someone' },
        sex: 'other',
        contacts: [{ name: 'A', relation: 'mother', emergency: true, guardian: true, patientId: own.patient }],
      },
    },
  ],
  'PATCH /api/patients/:id': ({ own }) => [
    {
      path: `/api/patients/${own.patient}`,
      body: { contacts: [{ name: 'A', relation: 'mother', emergency: true, guardian: true, patientId: own.patient }] },
    },
  ],
  'POST /api/patients/:id/merge': ({ own, other }) => [
    { path: `/api/patients/${other.patient}/merge`, body: { intoId: own.patient } },
  ],
  'GET /api/appointments': ({ own, shared }) => [
    { path: `/api/appointments?staffId=${own.staff}&patientId=${own.patient}&roomId=${shared.room}` },
    { path: `/api/appointments?visitTypeId=${shared.visitType}` },
  ],
  'GET /api/slots': ({ own, shared }) => [
    { path: `/api/slots?from=2031-01-01&to=2031-01-05&staffId=${own.staff}&visitTypeId=${shared.visitType}` },
  ],
  'POST /api/appointments': ({ own, shared }) => [
    {
      path: '/api/appointments',
      body: {
        patientId: own.patient,
        staffId: own.staff,
        startsAt: '2035-01-01T10:00:00.000Z',
        visitTypeId: shared.visitType,
        roomId: shared.room,
        assistantIds: [own.staff],
      },
    },
  ],
  'PATCH /api/appointments/:id': ({ own, shared }) => [
    { path: `/api/appointments/${own.appointment}`, body: { staffId: own.staff, roomId: shared.room } },
    { path: `/api/appointments/${own.appointment}`, body: { visitTypeId: shared.visitType } },
  ],
  'POST /api/appointments/walk-in': ({ own, shared }) => [
    {
      path: '/api/appointments/walk-in',
      body: { patientId: own.patient, staffId: own.staff, roomId: shared.room, visitTypeId: shared.visitType },
    },
  ],
  'POST /api/appointments/:id/start': ({ own }) => [
    { path: `/api/appointments/${own.appointment}/start`, body: { staffId: own.staff } },
  ],
  'POST /api/visit-types': ({ shared }) => [
    { path: '/api/visit-types', body: { name: 'x', minutes: 20, productId: shared.product } },
  ],
  'POST /api/encounters': ({ own }) => [
    { path: '/api/encounters', body: { patientId: own.patient, appointmentId: own.appointment } },
  ],
  'GET /api/encounters': ({ own }) => [{ path: `/api/encounters?patientId=${own.patient}&staffId=${own.staff}` }],
  'POST /api/appointments/series': ({ own, shared }) => [
    {
      path: '/api/appointments/series',
      body: {
        patientId: own.patient,
        staffId: own.staff,
        startsAt: '2035-02-01T10:00:00.000Z',
        visitTypeId: shared.visitType,
        roomId: shared.room,
        repeat: { every: 'week', count: 2 },
      },
    },
  ],
  'POST /api/appointments/move-many': ({ own }) => [
    {
      path: '/api/appointments/move-many',
      body: { moves: [{ id: own.appointment, version: 1, startsAt: '2035-03-01T10:00:00.000Z', staffId: own.staff }] },
    },
  ],
  'POST /api/slots/holds': ({ own, shared }) => [
    {
      path: '/api/slots/holds',
      body: { staffId: own.staff, startsAt: '2035-04-01T10:00:00.000Z', minutes: 30, roomId: shared.room },
    },
  ],
  'POST /api/waitlist': ({ own, shared }) => [
    { path: '/api/waitlist', body: { patientId: own.patient, staffId: own.staff, visitTypeId: shared.visitType } },
  ],
  'POST /api/observations/batch': ({ own }) => [
    {
      path: '/api/observations/batch',
      body: {
        items: [1, 2].map(() => ({
          patientId: own.patient,
          encounterId: own.encounter,
          code: '8867-4',
          value: 70,
          unit: '/min',
          observedAt: '2026-01-01T00:00:00.000Z',
        })),
      },
    },
  ],
}

function send(person: Person, route: string, { path, body }: Sample): Promise<Reply> {
  const method = route.slice(0, route.indexOf(' '))
  return person.ask(method, path, body, ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : {})
}

/** An item of an answer; of many that were asked for at once, one that was refused is none. */
function done({ outcome }: { outcome?: string }): boolean {
  return outcome !== 'refused'
}

/** No object of the other clinic is shown, by id or by its words. */
function expectNothingOf({ own, shared, canary }: ClinicFixture, route: string, sample: Sample, reply: Reply): void {
  const text = JSON.stringify(reply.body)
  const told = `${route} ${JSON.stringify(sample)} → ${reply.status} ${text.slice(0, 300)}`
  expect(text.includes(canary), told).toBe(false)
  // An id that was sent may be named again as unknown; every other one is a leak.
  const sent = JSON.stringify(sample)
  // A clinic's own log tells what its people asked for, and these tests ask for the other's.
  if (route === 'GET /api/access-log') return
  const shown = Object.values({ ...own, ...shared }).filter(id => text.includes(id) && !sent.includes(id))
  expect(shown, told).toEqual([])
}

describe('in path, query, body, nested and in lists', () => {
  test.each(routes.filter(route => !route.includes('/api/auth/switch')))('%s', async route => {
    const make = samples[route]
    if (!make || rules.get(route)?.owner === 'open') return
    const asked = [make(fixture, fixture.own), ...(deeper[route]?.(fixture) ?? [])]
    for (const sample of asked.flatMap(withForeign)) {
      const reply = await send(fixture.everyone, route, sample)
      expectNothingOf(elsewhere, route, sample, reply)
      const told = `${route} ${JSON.stringify(sample)} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`
      if (reply.status === 200 && Array.isArray(reply.body.items))
        expect(reply.body.items.filter(done), told).toEqual([])
      else expect([400, 403, 404, 409, 422], told).toContain(reply.status)
    }
  })
})

test('in a cursor: a page of another clinic goes on in none', async () => {
  const lists = routes.filter(route => route.startsWith('GET '))
  let tried = 0
  for (const route of lists) {
    const make = samples[route]
    if (!make || rules.get(route)?.owner === 'open') continue
    const theirs = make(elsewhere, elsewhere.own).path
    const first = await elsewhere.everyone.ask('GET', `${theirs}${theirs.includes('?') ? '&' : '?'}limit=1`)
    const cursor = first.body?.nextCursor
    if (typeof cursor !== 'string') continue
    tried++
    const mine = make(fixture, fixture.own).path
    const path = `${mine}${mine.includes('?') ? '&' : '?'}limit=100&cursor=${encodeURIComponent(cursor)}`
    const reply = await fixture.everyone.ask('GET', path)
    expect([200, 400], `${route} ${JSON.stringify(reply.body)}`).toContain(reply.status)
    expectNothingOf(elsewhere, route, { path }, reply)
  }
  expect(tried).toBeGreaterThan(3)
})

test('in an Idempotency-Key: the same key and body in another clinic is another write', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() }
  const body = { name: { given: 'Someone' }, sex: 'other' }
  const theirs = await elsewhere.everyone.ask('POST', '/api/patients', body, key)
  const mine = await fixture.everyone.ask('POST', '/api/patients', body, key)
  expect([theirs.status, mine.status]).toEqual([201, 201])
  expect(mine.body.id).not.toBe(theirs.body.id)
  const colleague = await fixture.people.receptionist.ask('POST', '/api/patients', body, key)
  expect(colleague.body.id).not.toBe(mine.body.id)
  before++
})

test('in a header: whatever claims another clinic or account is not read', async () => {
  const claims = ['x-clinic-id', 'x-account-id', 'x-tenant', 'x-actor', 'x-forwarded-user', 'clinic-id']
  const headers = Object.fromEntries(claims.map(name => [name, elsewhere.clinicId]))
  const { status, body } = await fixture.everyone.ask(
    'GET',
    `/api/patients/${elsewhere.own.patient}`,
    undefined,
    headers,
  )
  expect([status, body.code]).toEqual([404, 'not_found'])
})

test('and the other clinic has not changed', async () => {
  expect(await changesElsewhere()).toBe(before)
})
