import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRoutes } from '../../gateway/http/middleware.ts'
import { rules } from '../support/access-table.ts'
import { aClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { routes, samples } from '../support/route-samples.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test('every route has a reviewed rule and a sample, and no rule is of a route that is gone', () => {
  expect([...rules.keys()].filter(route => !route.includes('#')).sort()).toEqual([...routes].sort())
  expect(Object.keys(samples).sort()).toEqual([...routes].sort())
})

test('nobody gets further than the written list without signing in', async () => {
  const fixture = await aClinicFixture(app)
  const open: string[] = []
  for (const route of routes) {
    const sample = samples[route]?.(fixture, fixture.own)
    if (!sample) throw new Error(route)
    const reply = await app.send(route.split(' ')[0] ?? '', sample.path, {
      ...(sample.body ? { body: JSON.stringify(sample.body), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (reply.status !== 401 || reply.body.code === 'bad_credentials') open.push(route)
    expect(reply.headers.get('access-control-allow-origin'), route).toBeNull()
    expect(reply.headers.get('x-request-id'), route).toBeTruthy()
  }
  // A refresh without a cookie and a screen without its token are 401 like a route that is closed to strangers, though it is open.
  expect([...open, 'POST /api/auth/refresh', 'GET /api/queue/screen'].sort()).toEqual([...openRoutes].sort())
})
