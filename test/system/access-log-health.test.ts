import { afterAll, beforeAll, expect, test } from 'vitest'
import { aHouse, type House } from '../support/clinic-fixture.ts'
import { openWorld, type World } from '../support/harness.ts'
import { knownFault } from '../support/known-fault.ts'

/** An access log that does not keep up stops every read of a patient, so whoever watches the system must see it. */

let world: World
let house: House
/** See test/faults/front-log.ts. */
let door: { become(mode: 'well' | 'hung' | 'throwing' | 'lost'): Promise<void> }
beforeAll(async () => {
  world = await openWorld({
    extra: [{ configPath: 'test/faults/log.toml' }],
    overrides: { gateway: { ACCESS_LOG: 'front-log' } },
  })
  door = (await world.harness.getWorker('front-log').getExport()) as unknown as typeof door
  house = await aHouse(world)
})
afterAll(() => world.close())

const health = () => world.send('GET', '/health', {})

test('the system is well while the log is', async () => {
  expect(await health()).toMatchObject({ status: 200, body: { status: 'ok' } })
})

knownFault('the system is degraded while the log does not answer', async () => {
  await door.become('hung')
  const read = await house.people.doctor.ask('GET', `/api/patients/${house.own.patient}`)
  const seen = await health()
  await door.become('well')
  expect(read.status).toBe(503)
  expect(seen).toMatchObject({ status: 200, body: { status: 'degraded' } })
})
