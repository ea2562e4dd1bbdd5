import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { expectProblem, sideBySide } from '../support/expect-problem.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { partOf } from '../support/part-of.ts'
import { sendRaw } from '../support/raw-http.ts'
import { routes, samples } from '../support/route-samples.ts'

/** Queries, paths and methods that no client of ours would send, on every route. */

let app: App
let fixture: ClinicFixture
let asked: Record<string, string[]>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  const { body } = await app.send('GET', '/api/openapi.json', {})
  asked = Object.fromEntries(
    routes.map(route => {
      const [method = '', path = ''] = route.split(' ')
      const operation = body.paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()]
      const parameters: { name: string; in: string }[] = operation.parameters ?? []
      return [route, parameters.filter(one => one.in === 'query').map(one => one.name)]
    }),
  )
})
afterAll(() => app.close())

const reads = routes.filter(route => route.startsWith('GET '))
const named = routes.filter(route => route.includes('/:'))

function send(route: string, path: string): Promise<Reply> {
  const [method = ''] = route.split(' ')
  const body = samples[route]?.(fixture, fixture.own).body
  return sendRaw(app.url, {
    method,
    path,
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: {
      authorization: `Bearer ${fixture.everyone.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(method === 'GET' ? {} : { 'if-match': '"1"' }),
    },
  })
}

const odd = [
  '',
  '-1',
  '0',
  '101',
  'abc',
  '%00',
  '%ED%A0%80',
  '%',
  '%25_%25',
  '%D8%B9%D8%A8%D8%AF',
  '2026-02-30',
  '0001-01-01',
  '9999-12-31',
  '1800-01-01T00:00:00%2B14:00',
  '9999-12-31T23:59:59-12:00',
  '2026-11-20T10:00:00%2B05:45',
  'a,,b',
  'bnVsbA',
  'WzFlMzA4LCJ4Il0',
  'W251bGwsbnVsbF0',
  `${'a,'.repeat(2_000)}a`,
  'x'.repeat(6_000),
]

describe.each(reads)('%s', route => {
  test('takes no odd value for any parameter', async () => {
    const { path } = samples[route]?.(fixture, fixture.own) ?? { path: '' }
    const [plain = '', query = ''] = path.split('?')
    const whole = query.split('&').filter(Boolean)
    // Every twentieth value for each parameter, the others for the next nineteen.
    const asking = (asked[route] ?? []).flatMap((name, n) =>
      partOf(odd, 20, n).map(value =>
        [...whole.filter(pair => !pair.startsWith(`${name}=`)), `${name}=${value}`].join('&'),
      ),
    )
    await sideBySide(16, asking, async query =>
      expectProblem(await fixture.everyone.ask('GET', `${plain}?${query}`), `${route}?${query}`),
    )
  })

  test('takes no unknown parameter and none twice', async () => {
    const { path } = samples[route]?.(fixture, fixture.own) ?? { path: '' }
    const joint = path.includes('?') ? '&' : '?'
    const checks = (asked[route] ?? []).length > 0
    const extras = ['__proto__=1', 'constructor=1', 'toString=1', '=1', '%=1', '[]=1', '&&&', '%ED%A0%80=1']
    await sideBySide(16, ['unknown=1', ...partOf(extras, 4, reads.indexOf(route))], async extra => {
      const reply = await send(route, `${path}${joint}${extra}`)
      expectProblem(reply, `${route} ${extra}`)
      if (checks && extra === 'unknown=1') expect(reply.status, route).toBe(400)
    })
    await sideBySide(16, partOf(asked[route] ?? [], 3, reads.indexOf(route)), async name => {
      const reply = await send(route, `${path}${joint}${name}=1&${name}=1`)
      expectProblem(reply, `${route} twice ${name}`)
      expect(reply.status, `${route} twice ${name}`).toBe(400)
    })
  })
})

test('pages have 1 to 100 rows, and a cursor of another list opens nothing', async () => {
  const lists = reads.filter(route => asked[route]?.includes('limit'))
  expect(lists.length).toBeGreaterThan(8)
  for (const route of lists) {
    const { path } = samples[route]?.(fixture, fixture.own) ?? { path: '' }
    const joint = path.includes('?') ? '&' : '?'
    for (const limit of ['0', '101', '-1', 'abc', '1.5', '']) {
      const reply = await send(route, `${path}${joint}limit=${limit}`)
      expect(reply, `${route} limit=${limit}`).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    }
    for (const limit of ['1', '100'])
      expect((await send(route, `${path}${joint}limit=${limit}`)).status, route).toBe(200)
    for (const cursor of ['abc', 'W10', 'e30', 'x'.repeat(601)]) {
      const reply = await send(route, `${path}${joint}cursor=${cursor}`)
      expect(reply, `${route} cursor=${cursor.slice(0, 9)}`).toMatchObject({ status: 400 })
    }
  }
})

const oddIds = [
  '%00',
  '%0A',
  '%ED%A0%80',
  '%FF%FE',
  '%',
  '%2e%2e',
  '..%2f..%2fhealth',
  '%2F',
  'x'.repeat(300),
  "'%20OR%201=1--",
  '%F0%9F%98%B7',
  '*',
  '%25',
  'null',
  '__proto__',
  '-',
  '%3Fa=b',
]

test.each(named)('%s: an id that cannot be one is not there', async route => {
  const [, pattern = ''] = route.split(' ')
  const { path = '' } = samples[route]?.(fixture, fixture.own) ?? {}
  const places = pattern.split('/').flatMap((part, i) => (part.startsWith(':') ? [i] : []))
  const n = named.indexOf(route)
  const asking = places.flatMap(place => partOf(oddIds, 6, n).map(id => ({ place, id })))
  await sideBySide(16, asking, async ({ place, id }) => {
    const parts = (path.split('?')[0] ?? '').split('/')
    parts[place] = id
    // Two dots are gone before they are sent: what is asked then is another address.
    if (new URL(parts.join('/'), app.url).pathname.split('/').length < parts.length) return
    const reply = await send(route, parts.join('/'))
    expectProblem(reply, `${route} ${id}`)
    expect(reply.status, `${route} ${id}`).toBeGreaterThanOrEqual(400)
  })
})

test('paths that are none are not there, for those who are signed in', async () => {
  for (const path of [
    '/api/../health',
    '/api//patients',
    '/api/patients/',
    '/api/%70atients',
    '/API/patients',
    '/api/patients/%',
  ]) {
    expectProblem(await send('GET /health', path), path)
  }
  const answers = await Promise.all(['/', '/api/unknown', '/fhir/Patient'].map(path => send('GET x', path)))
  for (const reply of answers) expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

function covers(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)
}

test('a method that an address does not take is 405', async () => {
  const paths = new Map<string, Set<string>>()
  for (const route of routes) {
    const [method = '', pattern = ''] = route.split(' ')
    paths.set(pattern, (paths.get(pattern) ?? new Set()).add(method))
  }
  for (const [pattern, methods] of paths) {
    const path = pattern.replace(/:\w+/g, 'x-1')
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'REPORT']) {
      if (methods.has(method)) continue
      const reply = await send(`${method} ${pattern}`, path)
      expectProblem(reply, `${method} ${path}`)
      // GET /api/patients/match reads the patient "match".
      const taken = [...paths].some(([one, takes]) => one.endsWith('/:id') && takes.has(method) && covers(one, path))
      if (!path.includes('x-1') && !taken) expect(reply.body.code, `${method} ${path}`).toBe('method_not_allowed')
      if (reply.status === 405) {
        const allowed = reply.headers.get('allow')?.split(', ') ?? []
        expect(allowed, `${method} ${path}`).toEqual(expect.arrayContaining([...methods]))
        expect(allowed, `${method} ${path}`).not.toContain(method)
      }
    }
  }
}, 180_000)

test('HEAD answers like GET, without the body', async () => {
  for (const route of reads) {
    const { path = '' } = samples[route]?.(fixture, fixture.own) ?? {}
    const head = await send('HEAD x', path)
    const get = await send(route, path)
    expect([route, head.status, head.body]).toEqual([route, get.status, ''])
  }
})

test('nothing of what was sent was logged', () => {
  const logged = JSON.stringify(app.harness.getLogs())
  expect(logged).toContain('requestId')
  for (const word of [fixture.canary, "O'Brien", 'eyJ']) expect(logged, word).not.toContain(word)
})
