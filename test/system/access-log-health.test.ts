import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { knownFault } from '../support/known-fault.ts'

/** An access log that does not keep up stops every read of a patient, so whoever watches the system must see it. */

let app: App
let fixture: ClinicFixture
/** See test/faults/front-log.ts. */
let door: { become(mode: 'well' | 'hung' | 'throwing' | 'lost'): Promise<void> }
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

knownFault('the system is degraded while the log does not answer', async () => {
  await door.become('hung')
  const read = await fixture.people.doctor.ask('GET', `/api/patients/${fixture.own.patient}`)
  const seen = await health()
  await door.become('well')
  expect(read.status).toBe(503)
  expect(seen).toMatchObject({ status: 200, body: { status: 'degraded' } })
})
