import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'

let app: App
let dili: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  dili = await aClinicFixture(app, { timezone: 'Asia/Dili', country: 'TL', currency: 'USD' })
}, 120_000)
afterAll(() => app.close())

test('a clinic that pays in US dollars elsewhere has no social security numbers and writes the day first', async () => {
  const { receptionist } = dili.people
  const person = { name: { given: 'Ana' }, sex: 'female', birthDate: '1990-04-05', nationalId: '06010112345678' }
  const made = must(await receptionist.ask('POST', '/api/patients', person))
  expect(made.identifiers).toEqual([{ type: 'other', value: '06010112345678' }])
  must(await receptionist.ask('POST', '/api/patients', { ...person, nationalId: undefined, birthDate: '1990-05-04' }))
  const { items } = must(await receptionist.ask('GET', '/api/patients?q=05/04/1990'))
  expect(items.map((one: { birthDate: string }) => one.birthDate)).toEqual(['1990-04-05', '1990-05-04'])
})

test('the currency stays once there are prices, and what is no country or currency is refused', async () => {
  const { owner } = dili.people
  const { headers } = await owner.ask('GET', '/api/clinic')
  const match = { 'if-match': headers.get('etag') ?? '' }
  const change = (body: object) => owner.ask('PATCH', '/api/clinic', body, match)
  expect(await change({ currency: 'EUR' })).toMatchObject({ status: 409, body: { code: 'currency_in_use' } })
  for (const body of [{ currency: 'ZZZ' }, { country: 'ZZ' }, { timezone: 'Mars/Base' }]) {
    expect(await change(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  }
  expect((await change({ currency: 'USD', name: 'Klinik Dili' })).status).toBe(200)
})

test('without a price the currency may be changed', async () => {
  const { owner } = dili.people
  const db = app.database('appointment')
  await db.batch([db.prepare(`DELETE FROM product WHERE clinic_id = '${dili.clinicId}'`)])
  const { headers } = await owner.ask('GET', '/api/clinic')
  const changed = await owner.ask(
    'PATCH',
    '/api/clinic',
    { currency: 'EUR' },
    { 'if-match': headers.get('etag') ?? '' },
  )
  expect(changed).toMatchObject({ status: 200, body: { currency: 'EUR' } })
})
