import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'

/** A database that is not migrated costs what needs it 503, and the log says what to type: it is no fault of the request, and no bug. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp({})
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const rename = (worker: string, from: string, to: string) =>
  app.database(worker).prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run()
const told = () => JSON.stringify(app.harness.getLogs())

test("a Worker's own: its routes are unavailable, the others answer", async () => {
  await rename('staff', 'staff', 'staff_gone')
  const sick = await fixture.everyone.ask('GET', '/api/staff')
  expect([sick.status, sick.body.code, sick.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
  expect((await fixture.everyone.ask('GET', '/api/patients')).status).toBe(200)
  expect(told()).toContain('a database is not migrated: npm start and npx wrangler dev do it')
  await rename('staff', 'staff_gone', 'staff')
  expect((await fixture.everyone.ask('GET', '/api/staff')).status).toBe(200)
})

test("the gateway's own: nobody signs in, and /health says that identity is unavailable", async () => {
  await rename('gateway', 'account', 'account_gone')
  const body = JSON.stringify({ email: 'who@ever.example', password: 'whatever it was' })
  const reply = await app.send('POST', '/api/auth/login', { body, headers: { 'content-type': 'application/json' } })
  expect([reply.status, reply.body.code]).toEqual([503, 'unavailable'])
  const health = await app.send('GET', '/health', {})
  expect(health.body).toMatchObject({ status: 'degraded', services: { gateway: { status: 'unavailable' } } })
  await rename('gateway', 'account_gone', 'account')
})

test('where no demo was loaded, /health does not speak of one', async () => {
  const { body } = await app.send('GET', '/health', {})
  expect(Object.keys(body).sort()).toEqual(['services', 'status', 'version'])
})
