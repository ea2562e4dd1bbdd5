import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/harness.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const sari = {
  name: 'dr. Sari Dewi',
  title: 'Sp.KK',
  profession: 'doctor',
  specialties: ['Kulit'],
  licences: [{ type: 'SIP', number: '446/2021', validTo: '2027-05-01' }],
  languages: ['id', 'en'],
  bookable: true,
}

/** A clinic in Jakarta with its owner and one doctor. */
async function aPractice() {
  const clinic = app.aClinic({ timezone: 'Asia/Jakarta', currency: 'IDR', locale: 'id' })
  const owner = await clinic.as('owner')
  const made = await owner.ask('POST', '/api/staff', sari)
  return { clinic, owner, made, path: `/api/staff/${made.body.id}` }
}

test('the owner adds a doctor, gives hours, and the hours come out in the zone of the clinic', async () => {
  const { clinic, owner, made, path } = await aPractice()
  expect(made.status).toBe(201)
  expect(made.headers.get('etag')).toBe('"1"')
  const weekly = [
    { weekday: 1, from: '08:00', to: '12:00', slotMinutes: 20 },
    { weekday: 1, from: '13:00', to: '16:00' },
  ]
  const put = await owner.ask('PUT', `${path}/availability/2026-01-01`, { weekly })
  expect(put).toMatchObject({ status: 200, body: { weekly, version: 1 } })
  const away = { startsAt: '2026-03-02T14:00:00+07:00', endsAt: '2026-03-02T15:00:00+07:00', reason: 'Rapat' }
  const absence = await (await clinic.as('receptionist')).ask('POST', `${path}/absences`, away)
  expect(absence).toMatchObject({ status: 201, body: { startsAt: '2026-03-02T07:00:00.000Z' } })

  const patient = await clinic.as('patient')
  const hours = await patient.ask('GET', `/api/staff/hours?from=2026-03-02&to=2026-03-03&staffId=${made.body.id}`)
  expect(hours.status).toBe(200)
  const open = hours.body.items[0].open as { startsAt: string; endsAt: string }[]
  expect(open.map(one => `${one.startsAt.slice(11, 16)}-${one.endsAt.slice(11, 16)}`)).toEqual([
    '01:00-05:00',
    '06:00-07:00',
    '08:00-09:00',
  ])
  expect(hours.body.items[0].absences, 'to patients nobody is absent').toEqual([])
  const read = await owner.ask('GET', `/api/staff/hours?from=2026-03-02&to=2026-03-03&staffId=${made.body.id}`)
  expect(read.body.items[0].absences).toMatchObject([{ reason: 'Rapat' }])
  const gone = await owner.ask('DELETE', `${path}/absences/${absence.body.id}`, undefined, { 'if-match': '"1"' })
  expect(gone.status).toBe(204)
})

test('a change needs the version that was read', async () => {
  const { owner, path } = await aPractice()
  const change = { title: null, bookable: false }
  expect(await owner.ask('PATCH', path, change)).toMatchObject({ status: 428 })
  expect(await owner.ask('PATCH', path, change, { 'if-match': '"9"' })).toMatchObject({ status: 412 })
  const changed = await owner.ask('PATCH', path, change, { 'if-match': '"1"' })
  expect(changed).toMatchObject({ status: 200, body: { bookable: false, version: 2 } })
  expect(changed.body.title).toBeUndefined()
  expect(changed.headers.get('etag')).toBe('"2"')
})

test('a week is replaced with its version only', async () => {
  const { owner, path } = await aPractice()
  const at = `${path}/availability/2026-01-01`
  await owner.ask('PUT', at, { weekly: [] })
  expect(await owner.ask('PUT', at, { weekly: [] })).toMatchObject({ status: 428, body: { code: 'if_match_required' } })
  expect(await owner.ask('PUT', at, { weekly: [] }, { 'if-match': '"1"' })).toMatchObject({ status: 200 })
  expect(await owner.ask('GET', at)).toMatchObject({ status: 200, body: { version: 2 } })
  expect(await owner.ask('DELETE', at, undefined, { 'if-match': '"2"' })).toMatchObject({ status: 204 })
  expect(await owner.ask('GET', at)).toMatchObject({ status: 404 })
})

test.each([
  [{ weekly: [{ weekday: 8, from: '08:00', to: '09:00' }] }, 400, 'invalid_request'],
  [{ weekly: [{ weekday: 1, from: '09:00', to: '08:00' }] }, 400, 'invalid_request'],
  [{ weekly: [{ weekday: 1, from: '24:00', to: '24:00' }] }, 400, 'invalid_request'],
  [{ weekly: 'all' }, 400, 'invalid_request'],
  [{ weekly: [], note: 'x' }, 400, 'invalid_request'],
  [
    {
      weekly: [
        { weekday: 1, from: '08:00', to: '10:00' },
        { weekday: 1, from: '09:00', to: '11:00' },
      ],
    },
    422,
    'sessions_overlap',
  ],
])('the week %j is refused', async (week, status, code) => {
  const { owner, path } = await aPractice()
  expect(await owner.ask('PUT', `${path}/availability/2026-01-01`, week)).toMatchObject({ status, body: { code } })
})

test.each(['2026-02-30', 'today', '2026-1-1'])('%s is no date for a week', async date => {
  const { owner, path } = await aPractice()
  expect(await owner.ask('PUT', `${path}/availability/${date}`, { weekly: [] })).toMatchObject({ status: 400 })
})

test('closures are listed, closed and taken back', async () => {
  const { owner, clinic } = await aPractice()
  const nyepi = { startsAt: '2026-03-19', endsAt: '2026-03-20', reason: 'Nyepi' }
  const made = await owner.ask('POST', '/api/clinic/closures', nyepi)
  expect(made).toMatchObject({ status: 201, body: { startsAt: '2026-03-18T17:00:00.000Z', reason: 'Nyepi' } })
  const nurse = await clinic.as('nurse')
  expect(await nurse.ask('POST', '/api/clinic/closures', nyepi)).toMatchObject({ status: 403 })
  const listed = await nurse.ask('GET', '/api/clinic/closures?from=2026-03-01&to=2026-04-01')
  expect(listed.body).toEqual({ items: [made.body], nextCursor: null })
  const gone = await owner.ask('DELETE', `/api/clinic/closures/${made.body.id}`, undefined, { 'if-match': '"1"' })
  expect(gone.status).toBe(204)
})

test('someone leaves and comes back', async () => {
  const { owner, path } = await aPractice()
  expect(await owner.ask('POST', `${path}/archive`, {})).toMatchObject({ status: 200, body: { archived: true } })
  expect((await owner.ask('GET', '/api/staff')).body.items).toEqual([])
  expect((await owner.ask('GET', '/api/staff?archived=true')).body.items).toHaveLength(1)
  expect(await owner.ask('POST', `${path}/restore`)).toMatchObject({ status: 200, body: { archived: false } })
  expect((await owner.ask('GET', '/api/staff/specialties')).body.items).toEqual([
    { name: 'Kulit', staff: 1, bookable: 1 },
  ])
})

test("another clinic's staff are not there", async () => {
  const { path } = await aPractice()
  const stranger = await app.aClinic().as('owner')
  for (const [method, rest, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { name: 'X' }],
    ['POST', '/archive', {}],
    ['GET', '/availability', undefined],
    ['PUT', '/availability/2026-01-01', { weekly: [] }],
    ['GET', '/absences', undefined],
  ] as const) {
    const reply = await stranger.ask(method, path + rest, body, method === 'PATCH' ? { 'if-match': '"1"' } : {})
    expect([rest, reply.status]).toEqual([rest, 404])
  }
})

test('the dashboard is for staff, and is whole while every Worker answers', async () => {
  const { clinic } = await aPractice()
  const seen = await (await clinic.as('receptionist')).ask('GET', '/api/dashboard')
  expect(seen.status).toBe(200)
  const { date, timezone, ...parts } = seen.body
  expect(timezone).toBe('Asia/Jakarta')
  expect(Object.values(parts).map(part => (part as { status: string }).status)).toEqual(
    Object.values(parts).map(() => 'ok'),
  )
  expect(await (await clinic.as('patient')).ask('GET', '/api/dashboard')).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  })
})
