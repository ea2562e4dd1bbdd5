import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'
import { routes } from '../support/route-samples.ts'
import { sendValid, validRequest } from '../support/valid-requests.ts'

/** The API description is true: it names every route, and every answer is as it says, with no member more. */

type Json = ReturnType<typeof JSON.parse>

let app: App
let fixture: ClinicFixture
let document: Json
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  document = (await app.send('GET', '/api/openapi.json', {})).body
})
afterAll(() => app.close())

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

function operations(): { key: string; path: string; operation: Json }[] {
  return Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  )
}

test('it is an OpenAPI 3.1 document', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  const ids = operations().map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { key, path, operation } of operations()) {
    expect(methods, key).toContain(key.split(' ')[0]?.toLowerCase())
    expect(path, key).toMatch(/^\/[\w./{}-]*$/)
    expect(operation.summary, key).not.toBe(key)
    const parameters: { name: string; in: string; required: boolean; schema: Json }[] = operation.parameters ?? []
    const inPath = parameters.filter(one => one.in === 'path')
    expect(
      inPath.map(one => one.name),
      key,
    ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect(
      inPath.every(one => one.required),
      key,
    ).toBe(true)
    expect(new Set(parameters.map(one => `${one.in} ${one.name}`)).size, key).toBe(parameters.length)
    for (const one of parameters) expect(one.schema, `${key} ${one.name}`).toBeTypeOf('object')
    expect(
      Object.keys(operation.responses).every(status => /^(?:[2-5]\d\d|default)$/.test(status)),
      key,
    ).toBe(true)
    for (const response of Object.values<Json>(operation.responses)) {
      expect(response.$ref ?? response.description, key).toBeTypeOf('string')
    }
  }
})

test('every reference leads somewhere, and every schema is one', () => {
  const walk = (node: Json, path: string): void => {
    if (node === null || typeof node !== 'object') return
    if (typeof node.$ref === 'string') {
      const found = node.$ref
        .slice(2)
        .split('/')
        .reduce((at: Json, part: string) => at?.[part], document)
      expect(found, `${path} → ${node.$ref}`).toBeDefined()
    }
    if (!Array.isArray(node) && typeof node.type === 'string' && /schema/.test(path)) {
      const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null', 'http']
      expect(types, path).toContain(node.type)
    }
    for (const [key, value] of Object.entries<Json>(node)) walk(value, `${path}.${key}`)
  }
  walk(document, '')
})

test('it names every route of the router and nothing else', () => {
  const named = operations().map(({ key }) => key.replace(/\{(\w+)\}/g, ':$1'))
  expect(named.sort()).toEqual([...routes].sort())
})

test('what needs no token says so, and nothing else does', async () => {
  for (const { key, operation } of operations()) {
    const [method = '', path = ''] = key.split(' ')
    const reply = await app.send(method, path.replace(/\{\w+\}/g, 'x-1'), {})
    const closed = reply.status === 401 && reply.headers.has('www-authenticate')
    expect([key, operation.security ?? 'token']).toEqual([key, closed ? 'token' : []])
  }
})

/** Those that answer no JSON of ours, or need what no minted token is: sign-in.test.ts, waiting-room.test.ts and live.test.ts hold these. */
const elsewhere = [
  'GET /api/docs',
  'GET /api/openapi.json',
  'GET /api/access-log/csv',
  'GET /api/queue/screen',
  'GET /api/live',
]
const sessions = routes.filter(route => route.includes(' /api/auth/'))

function cached(route: string): string {
  if (route.includes('jwks')) return 'public, max-age=300'
  return route.startsWith('GET /api/public/') ? 'public, max-age=30' : 'no-store'
}

describe('every answer is as described', () => {
  test.each(routes.filter(route => !elsewhere.includes(route) && !sessions.includes(route)))('%s', async route => {
    const said = descriptionOf(route)
    const reply = await sendValid(fixture, route, await validRequest(fixture, route))
    expect(reply.status, JSON.stringify(reply.body)).toBe(said.status ?? 200)
    if (reply.status === 204) return expect(reply.body).toBe('')
    if (!said.answer) throw new Error(`${route} describes no answer`)
    expect(differences(said.answer, reply.body)).toEqual([])
    const { version } = reply.body
    if (typeof version === 'number') expect(reply.headers.get('etag')).toBe(`"${version}"`)
    expect(reply.headers.get('cache-control')).toBe(cached(route))
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect([...reply.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([])
  })
})

test('an encounter that the visit already has is answered with the other status that is described', async () => {
  const { everyone, own } = fixture
  const visit = await everyone.ask('POST', '/api/appointments/walk-in', { patientId: own.patient })
  const opening = { patientId: own.patient, appointmentId: visit.body.id }
  const [first, second] = [
    await everyone.ask('POST', '/api/encounters', opening),
    await everyone.ask('POST', '/api/encounters', opening),
  ]
  expect([first.status, second.status]).toEqual([201, 200])
  expect(Object.keys(document.paths['/api/encounters'].post.responses)).toEqual(['200', '201', 'default'])
})

test('differences sees what is missing, wrong and not named, at any depth', () => {
  const schema = v.object({
    items: v.array(v.union([v.object({ a: v.number() }), v.object({ b: v.optional(v.string()) })])),
  })
  expect(differences(schema, { items: [{ a: 1 }, { b: 'x' }] })).toEqual([])
  expect(differences(schema, { items: [{ a: 1, c: 1 }] })).toEqual(['.items[0].c: not named'])
  expect(differences(schema, { items: [{ a: 1 }], more: 1 })).toEqual(['.more: not named'])
  expect(differences(schema, { items: [{ b: 1 }] })).toHaveLength(1)
  expect(differences(schema, {})).toHaveLength(1)
})
