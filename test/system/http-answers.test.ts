import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { sendRaw } from '../support/raw-http.ts'

/** What HTTP itself says of every answer: types taken and refused, methods allowed, who may embed it. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const send = (type: string | undefined) =>
  sendRaw(app.url, {
    method: 'POST',
    path: '/api/patients/match',
    headers: {
      authorization: `Bearer ${fixture.everyone.token}`,
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    body: '{"name":{"given":"Ani"}}',
  })

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
  'a body is taken as %s',
  async type => expect((await send(type)).status).toBe(200),
)

test.each([
  undefined,
  '',
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/ld+json',
  'application/problem+json',
  'application/json-patch+json',
  'application/json; charset=utf-16',
  'application/json; boundary=x',
  'application/json, text/plain',
  'text/plain; application/json',
])('a body is refused as %s', async type => {
  expect(await send(type)).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
})

test.each([
  ['PUT', '/api/patients', 'GET, HEAD, POST'],
  ['POST', '/api/patients/pat-1', 'GET, HEAD, PATCH'],
  ['DELETE', '/api/auth/session', 'GET, HEAD'],
  ['DELETE', '/api/openapi.json', 'GET, HEAD'],
  ['PATCH', '/health', 'GET, HEAD'],
])('%s %s is 405 and names what is allowed', async (method, path, allowed) => {
  const reply = await fixture.everyone.ask(method, path)
  expect(reply).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } })
  expect(reply.headers.get('allow')).toBe(allowed)
  expect((await fixture.everyone.ask(method, '/api/nothing')).headers.get('allow')).toBeNull()
})

test('no other site may embed an answer, whatever it is, and only a hosted system asks for https', async () => {
  const hosted = await startApp({ vars: { WEB_ORIGIN: 'https://clinic.example' } })
  try {
    for (const path of ['/health', '/api', '/api/docs', '/api/patients', '/api/nothing', '/.well-known/jwks.json']) {
      const [here, there] = [await app.send('GET', path, {}), await hosted.send('GET', path, {})]
      for (const { headers } of [here, there]) expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(here.headers.get('strict-transport-security')).toBeNull()
      expect(there.headers.get('strict-transport-security')).toBe('max-age=31536000')
    }
  } finally {
    await hosted.close()
  }
})
