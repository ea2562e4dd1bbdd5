import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, type Person, startApp } from '../support/harness.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const allDay = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))

/** A clinic in which a doctor works around the clock, so that the test does not depend on the hour at which it runs. */
async function aPractice() {
  const clinic = app.aClinic()
  const [owner, desk] = await Promise.all([clinic.as('owner'), clinic.as('receptionist')])
  const [doctor, patient] = await Promise.all([
    ask(owner, 'POST', '/api/staff', { name: 'Ana Núñez', profession: 'doctor', bookable: true }),
    ask(desk, 'POST', '/api/patients', { name: { given: 'Sari' }, sex: 'female' }),
  ])
  await ask(owner, 'PUT', `/api/staff/${doctor.id}/availability/2026-01-01`, { weekly: allDay })
  return { clinic, owner, desk, doctorId: doctor.id as string, patientId: patient.id as string }
}

/** Ask, and hold that it went well. */
async function ask(who: Person, method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  const reply = await who.ask(method, path, body, headers)
  expect([200, 201], `${method} ${path}: ${JSON.stringify(reply.body)}`).toContain(reply.status)
  return reply.body
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

test('a visit is found, booked, moved, received, seen and checked out', async () => {
  const { owner, desk, doctorId, patientId } = await aPractice()
  const price = { amount: 5_000, currency: 'USD' }
  const room = await ask(owner, 'POST', '/api/rooms', { number: '1', type: 'consultation', price })
  const type = await ask(owner, 'POST', '/api/visit-types', { name: 'Check-up', minutes: 30 })
  const from = tomorrow()
  const to = new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10)
  const { items } = await ask(
    desk,
    'GET',
    `/api/slots?from=${from}&to=${to}&staffId=${doctorId}&visitTypeId=${type.id}`,
  )
  expect(items.length).toBeGreaterThan(80)

  const booked = await desk.ask('POST', '/api/appointments', {
    patientId,
    staffId: doctorId,
    startsAt: items[8].startsAt,
    visitTypeId: type.id,
    roomId: room.id,
  })
  expect(booked.status).toBe(201)
  expect(booked.headers.get('etag')).toBe('"1"')
  const path = `/api/appointments/${booked.body.id}`
  expect((await desk.ask('PATCH', path, { startsAt: items[9].startsAt })).status).toBe(428)
  const moved = await ask(desk, 'PATCH', path, { startsAt: items[9].startsAt }, { 'if-match': '"1"' })
  expect(moved.startsAt).toBe(items[9].startsAt)
  expect((await desk.ask('PATCH', path, { minutes: 10 }, { 'if-match': '"1"' })).body).toMatchObject({
    status: 412,
    code: 'stale',
  })

  await ask(desk, 'POST', `${path}/confirm`)
  expect((await ask(desk, 'POST', `${path}/check-in`, {})).queueNumber).toBe(1)
  expect((await ask(desk, 'GET', `/api/rooms/${room.id}`)).status).toBe('occupied')
  await ask(desk, 'POST', `${path}/start`)
  expect((await desk.ask('POST', `${path}/confirm`)).body).toMatchObject({
    code: 'wrong_status',
    status: 409,
    details: { status: 'in_progress' },
  })
  await ask(desk, 'POST', `${path}/finish`)
  await ask(desk, 'POST', `${path}/check-out`)
  expect((await ask(desk, 'POST', `${path}/undo`)).status).toBe('in_progress')
  const done = await ask(desk, 'POST', `${path}/check-out`)
  expect(done).toEqual(await ask(desk, 'GET', path))

  const board = await ask(desk, 'GET', `/api/appointments/board?from=${from}&to=${to}`)
  expect(board.items).toMatchObject([
    { id: done.id, status: 'completed', room: { number: '1' }, patient: { name: 'Sari' } },
  ])
  const list = await ask(desk, 'GET', `/api/appointments?patientId=${patientId}&status=completed,no_show`)
  expect(list.items.map(({ id }: { id: string }) => id)).toEqual([done.id])
})

test('of twenty who book the same time through the gateway, one gets it and the others hear 409', async () => {
  const { desk, doctorId } = await aPractice()
  const patients: string[] = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const patient = await ask(desk, 'POST', '/api/patients', { name: { given: `P${i}` }, sex: 'other' })
      return patient.id
    }),
  )
  const startsAt = `${tomorrow()}T12:00:00Z`
  const all = await Promise.all(
    patients.map(patientId =>
      desk.ask('POST', '/api/appointments', { patientId, staffId: doctorId, startsAt, minutes: 20 }),
    ),
  )
  expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  const loser = all.find(({ status }) => status === 409)
  expect(loser?.body).toMatchObject({ code: 'staff_busy', details: { until: expect.any(String) } })
})

test('a walk-in joins the queue, and a repeat of the same request is the same walk-in', async () => {
  const { desk, patientId } = await aPractice()
  const key = { 'idempotency-key': crypto.randomUUID() }
  const first = await desk.ask('POST', '/api/appointments/walk-in', { patientId, urgent: true }, key)
  expect(first.body).toMatchObject({ kind: 'walk_in', status: 'arrived', queueNumber: 1, urgent: true })
  const second = await desk.ask('POST', '/api/appointments/walk-in', { patientId, urgent: true }, key)
  expect([second.status, second.body.id]).toEqual([201, first.body.id])
})

describe('refused with a problem', () => {
  test.each([
    ['POST', '/api/appointments', {}],
    ['POST', '/api/appointments', { patientId: 'p', staffId: 's', startsAt: '2030-01-01T10:00:00Z' }],
    ['POST', '/api/appointments', { patientId: 'p', staffId: 's', startsAt: '2030-01-01T10:00', minutes: 30 }],
    ['POST', '/api/appointments', { patientId: 'p', staffId: 's', startsAt: '2030-01-01T10:00:00Z', minutes: 481 }],
    [
      'POST',
      '/api/appointments',
      { patientId: 'p', staffId: 's', startsAt: '2030-01-01T10:00:00Z', minutes: 30, x: 1 },
    ],
    ['POST', '/api/appointments/walk-in', { patientId: 'p', reason: 'a\u0000b' }],
    ['POST', '/api/appointments/apt-1/cancel', { by: 'clinic' }],
    ['POST', '/api/rooms', { number: '1', type: 'x', price: { amount: 1, currency: 'USD' }, status: 'occupied' }],
    ['POST', '/api/products', { name: 'x', kind: 'other', price: { amount: 1, currency: 'USD' } }],
    ['POST', '/api/visit-types', { name: 'x', minutes: 4 }],
    ['GET', '/api/slots?from=2026-03-02', undefined],
    ['GET', '/api/slots?from=2026-03-02&to=2026-06-02', undefined],
    ['GET', '/api/appointments/board?from=2026-03-02&to=2026-06-02', undefined],
    ['GET', '/api/appointments?status=asleep', undefined],
    ['GET', '/api/appointments?cursor=nonsense', undefined],
  ])('%s %s %j', async (method, path, body) => {
    const owner = await app.aClinic().as('owner')
    const reply = await owner.ask(method, path, body)
    expect(reply.body).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
  })
})

test('a room is changed by PUT as by PATCH, and removed', async () => {
  const { owner } = await aPractice()
  const price = { amount: 5_000, currency: 'USD' }
  const room = await ask(owner, 'POST', '/api/rooms', { number: '1', type: 'consultation', price })
  const path = `/api/rooms/${room.id}`
  const put = await ask(owner, 'PUT', path, { equipment: ['ECG'] }, { 'if-match': '"1"' })
  expect(put).toMatchObject({ number: '1', equipment: ['ECG'], version: 2 })
  expect((await owner.ask('DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(204)
  expect((await owner.ask('GET', path)).status).toBe(404)
})

describe('odd input is answered, never a fault', () => {
  const ids = ['%00', '%F0%9F%98%80', '%25_', 'x'.repeat(5_000), "'%20OR%201=1", '..%2f', '%ED%A0%80']
  const posts = ['confirm', 'check-in', 'start', 'finish', 'check-out', 'no-show', 'complete', 'undo']
  test.each(ids)('an id like %s', async id => {
    const owner = await app.aClinic().as(['owner', 'doctor'])
    const match = { 'if-match': '"1"' }
    const replies = await Promise.all([
      ...['appointments', 'rooms', 'products', 'visit-types'].flatMap(place => [
        owner.ask('GET', `/api/${place}/${id}`),
        owner.ask('PATCH', `/api/${place}/${id}`, {}, match),
      ]),
      ...posts.map(step => owner.ask('POST', `/api/appointments/${id}/${step}`, {})),
      owner.ask('POST', `/api/appointments/${id}/cancel`, { by: 'clinic', code: 'other' }),
      owner.ask('DELETE', `/api/rooms/${id}`, undefined, match),
    ])
    for (const reply of replies) expect(reply.status, JSON.stringify(reply.body)).toBe(404)
  })

  test.each(['9999-12-31T23:59:00Z', '1800-01-01T00:00:00Z', '2026-03-08T02:30:00-05:00'])(
    'a visit at %s',
    async startsAt => {
      const { desk, doctorId, patientId } = await aPractice()
      const input = { patientId, staffId: doctorId, startsAt, minutes: 480 }
      const reply = await desk.ask('POST', '/api/appointments', input)
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500)
      const late = await desk.ask('POST', '/api/appointments', { ...input, overbook: { reason: 'Odd' } })
      expect(late.status, JSON.stringify(late.body)).toBeLessThan(500)
    },
  )

  test.each([
    '/api/slots?from=9999-12-30&to=9999-12-31',
    '/api/slots?from=9999-12-31T23:00:00Z&to=9999-12-31T23:59:59Z',
    '/api/slots?from=1800-01-01&to=1800-01-02',
    '/api/appointments/board?from=1800-01-01&to=1800-02-01',
    '/api/appointments?from=9999-12-31&to=1800-01-01',
    '/api/appointments?staffId=a&staffId=b',
    '/api/appointments?staffId=',
    '/api/appointments?limit=0',
    '/api/appointments?limit=101',
    '/api/appointments?updatedSince=1800-01-01&order=desc&urgent=true',
    '/api/rooms?active=true',
    '/api/products?cursor=WyJhIiwiYiJd',
  ])('%s', async path => {
    const { desk } = await aPractice()
    const reply = await desk.ask('GET', path)
    expect([200, 400], JSON.stringify(reply.body)).toContain(reply.status)
  })
})
