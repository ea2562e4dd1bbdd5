import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'

/** An access log that does not keep up stops every read of a patient, so whoever watches the system must see it. */

let app: App
let fixture: ClinicFixture
/** See test/faults/front-log.ts. */
let door: { become(mode: 'well' | 'slow' | 'full' | 'hung' | 'throwing' | 'lost'): Promise<void> }
beforeAll(async () => {
  app = await startApp({
    extra: [{ configPath: 'test/faults/log.toml' }],
    overrides: { gateway: { ACCESS_LOG: 'front-log' } },
  })
  door = (await app.harness.getWorker('front-log').getExport()) as unknown as typeof door
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const health = () => app.send('GET', '/health', {})

test('the system is well while the log is', async () => {
  expect(await health()).toMatchObject({ status: 200, body: { status: 'ok' } })
})

test('the system is degraded while the log does not answer', async () => {
  await door.become('hung')
  const read = await fixture.people.doctor.ask('GET', `/api/patients/${fixture.own.patient}`)
  const seen = await health()
  await door.become('well')
  expect(read.status).toBe(503)
  expect(seen).toMatchObject({ status: 200, body: { status: 'degraded' } })
})

test.each([
  ['takes half of its time again and again', 'slow'],
  ['holds half of what it can', 'full'],
] as const)('nor while a log %s, though every request is still answered', async (_, mode) => {
  const read = () => fixture.people.doctor.ask('GET', `/api/patients/${fixture.own.patient}`)
  await door.become(mode)
  const statuses = [await read(), await read(), await read()].map(one => one.status)
  const seen = await health()
  await door.become('well')
  expect(statuses).toEqual([200, 200, 200])
  expect(seen).toMatchObject({ status: 200, body: { status: 'degraded', accessLog: mode } })
  await read()
  expect(await health()).toMatchObject({ body: { status: 'ok' } })
})
