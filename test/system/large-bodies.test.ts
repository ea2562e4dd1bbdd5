import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { curlBody, largeBodies } from '../support/curl.ts'
import { type App, startApp } from '../support/harness.ts'

/** Bodies over the limit are refused, and soon, whether their sender is known or not. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

test.each(largeBodies)('a body of $what is answered 413 within two seconds', async ({ bytes, headers }) => {
  for (const more of [[], [`authorization: Bearer ${fixture.everyone.token}`]]) {
    const { status, seconds, code } = await curlBody(`${app.url}api/patients`, bytes, [...headers, ...more])
    expect([status, code]).toEqual([413, 'too_large'])
    expect(seconds).toBeLessThan(2)
  }
  expect((await fixture.everyone.ask('GET', '/api/clinic')).status).toBe(200)
})
