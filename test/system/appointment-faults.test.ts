import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/harness.ts'

/** What a hung staff Worker costs the front desk, and what it does not. */
let app: App
beforeAll(async () => {
  app = await startApp({
    extra: [{ configPath: 'test/verbs/hung.toml' }],
    overrides: { appointment: { STAFF: 'hung' } },
  })
})
afterAll(() => app.close())

async function aDesk() {
  const clinic = app.aClinic()
  const desk = await clinic.as('receptionist')
  const { body: patient } = await desk.ask('POST', '/api/patients', { name: { given: 'Sari' }, sex: 'female' })
  const today = new Date().toISOString().slice(0, 10)
  const range = `from=${today}T00:00:00Z&to=${today}T23:59:59Z`
  return { desk, patientId: patient.id as string, range }
}

test('walk-ins are received and the board shows them', async () => {
  const { desk, patientId, range } = await aDesk()
  const received = await desk.ask('POST', '/api/appointments/walk-in', { patientId })
  expect([received.status, received.body.queueNumber]).toEqual([201, 1])
  const board = await desk.ask('GET', `/api/appointments/board?${range}`)
  expect(board.status).toBe(200)
  expect(board.body.items).toMatchObject([{ id: received.body.id, patient: { name: 'Sari' } }])
})

test('free times are unavailable, and no visit is booked without a look at the hours', async () => {
  const { desk, patientId, range } = await aDesk()
  const slots = await desk.ask('GET', `/api/slots?${range}&minutes=30`)
  expect([slots.status, slots.body.code, slots.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
  const input = { patientId, staffId: 'stf-1', startsAt: new Date(Date.now() + 3_600_000).toISOString(), minutes: 30 }
  const booked = await desk.ask('POST', '/api/appointments', input)
  expect([booked.status, booked.body.code]).toEqual([503, 'unavailable'])
  expect((await desk.ask('GET', '/api/appointments')).body.items).toEqual([])
})
