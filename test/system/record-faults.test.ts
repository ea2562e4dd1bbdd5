import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/harness.ts'

/** What a hung front desk costs the record, and what it does not. */
let app: App
beforeAll(async () => {
  app = await startApp({
    extra: [{ configPath: 'test/verbs/hung.toml' }],
    overrides: { gateway: { APPOINTMENT: 'hung' }, record: { APPOINTMENT: 'hung', STAFF: 'hung' } },
  })
})
afterAll(() => app.close())

test('a summary shows its other parts, and charts are written and read as ever', async () => {
  const clinic = app.aClinic()
  const desk = await clinic.as('receptionist')
  const doctor = await clinic.as('doctor', { staffId: 'stf-1' })
  const { body: patient } = await desk.ask('POST', '/api/patients', { name: { given: 'Sari' }, sex: 'female' })
  const opened = await doctor.ask('POST', '/api/encounters', { patientId: patient.id })
  expect([opened.status, opened.body.staff]).toEqual([201, { id: 'stf-1', name: '', unavailable: true }])
  const summary = await doctor.ask('GET', `/api/patients/${patient.id}/summary`)
  expect(summary.status).toBe(200)
  expect(summary.body).toMatchObject({
    patient: { status: 'ok' },
    visits: { status: 'unavailable' },
    vitals: { status: 'ok' },
    openEncounters: { status: 'ok', items: [{ id: opened.body.id }] },
  })
  expect((await doctor.ask('GET', `/api/patients/${patient.id}/timeline`)).body.items).toHaveLength(1)
})

test('an encounter for a visit that cannot be checked is not opened', async () => {
  const clinic = app.aClinic()
  const desk = await clinic.as('receptionist')
  const doctor = await clinic.as('doctor')
  const { body: patient } = await desk.ask('POST', '/api/patients', { name: { given: 'Sari' }, sex: 'female' })
  const opened = await doctor.ask('POST', '/api/encounters', { patientId: patient.id, appointmentId: 'apt-1' })
  expect([opened.status, opened.body.code, opened.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
  expect((await doctor.ask('GET', '/api/encounters')).body.items).toEqual([])
})
