import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { expectProblem, sideBySide } from '../support/expect-problem.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { partOf } from '../support/part-of.ts'
import { sendRaw } from '../support/raw-http.ts'
import { routes, samples } from '../support/route-samples.ts'

/** Bodies and headers that no form of ours would send, on every route: 2xx or 4xx with a code, never 5xx, never the value in the answer. */

let app: App
let fixture: ClinicFixture
let shapes: Record<string, JsonShape>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  const { body } = await app.send('GET', '/api/openapi.json', {})
  shapes = Object.fromEntries(
    withBody.map(route => {
      const [method = '', path = ''] = route.split(' ')
      const operation = body.paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()]
      return [route, operation.requestBody?.content['application/json'].schema]
    }),
  )
})
afterAll(() => app.close())

interface JsonShape {
  properties?: Record<string, JsonShape>
  items?: JsonShape
  anyOf?: JsonShape[]
  oneOf?: JsonShape[]
}
type Place = (string | number)[]

const withBody = routes.filter(route => /^(POST|PUT|PATCH)/.test(route))

/** Where in a body a value can stand, to the bottom. */
function placesOf(shape: JsonShape | undefined, before: Place = []): Place[] {
  if (!shape) return []
  const inside = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(one => placesOf(one, before))
  const items = shape.items ? [[...before, 0], ...placesOf(shape.items, [...before, 0])] : []
  const members = Object.entries(shape.properties ?? {}).flatMap(([key, one]) => [
    [...before, key],
    ...placesOf(one, [...before, key]),
  ])
  return [...inside, ...items, ...members]
}

function put(target: Record<string, unknown>, place: Place, value: unknown): Record<string, unknown> {
  const whole = structuredClone(target)
  let at: Record<string | number, unknown> = whole
  place.slice(0, -1).forEach((key, i) => {
    const next = at[key]
    if (next === null || typeof next !== 'object') at[key] = typeof place[i + 1] === 'number' ? [] : {}
    at = at[key] as Record<string | number, unknown>
  })
  at[place.at(-1) ?? ''] = value
  return whole
}

/** Sends as someone who may do everything, with a version where one is needed. */
function send(route: string, body: string | undefined, headers: Record<string, string> = {}): Promise<Reply> {
  const [method = ''] = route.split(' ')
  return app.send(method, samples[route]?.(fixture, fixture.own).path ?? '', {
    ...(body === undefined ? {} : { body }),
    headers: {
      authorization: `Bearer ${fixture.everyone.token}`,
      'content-type': 'application/json',
      ...(method === 'POST' ? {} : { 'if-match': '"1"' }),
      ...headers,
    },
  })
}

const marker = 'echo-of-the-value'
const wrong: [what: string, value: unknown][] = [
  ['null', null],
  ['zero', 0],
  ['more than anything', 1e308],
  ['an empty array', []],
  ['an empty object', {}],
  ['an unknown object', { [marker]: marker }],
  ['nothing', ''],
  ['words', `${marker} '; DROP TABLE patient; --`],
  ['10,000 characters', marker.repeat(600)],
  ['U+0000', `${marker}\u0000`],
  ['a lone surrogate', `${marker}\ud800`],
  ['an emoji', '👩‍⚕️'],
  ['wildcards', '%_%'],
  ['the 30th of February', '2026-02-30'],
  ['past the last year', '9999-12-31T23:59:59-12:00'],
  ['with an offset', '2026-11-20T10:00:00.5+05:45'],
  ['the prototype', '__proto__'],
]

describe.each(withBody)('%s', route => {
  const nth = withBody.indexOf(route)
  test('takes no wrong value for any field', async () => {
    const whole = samples[route]?.(fixture, fixture.own).body ?? {}
    // Every twentieth value for each place, the others for the next nineteen: a place differs from its neighbours in little, and a value is tried often.
    const all = placesOf(shapes[route]).flatMap((place, n) =>
      partOf(wrong, 20, n).map(([what, value]) => ({ place, what, value })),
    )
    await sideBySide(16, all, async ({ place, what, value }) => {
      const reply = await send(route, JSON.stringify(put(whole, place, value)))
      expectProblem(reply, `${route} ${place.join('.')} is ${what}`)
      // An import names the rows it rejects in its 200.
      if (reply.status >= 400) expect(JSON.stringify(reply.body), what).not.toContain(`"${marker}`)
    })
  })

  test('takes no body that is none', async () => {
    const deep = 10_000
    const bodies: [string, string | undefined][] = [
      ['no body', undefined],
      ['an empty body', ''],
      ['half a body', '{"name": '],
      ['an array', '[]'],
      ['a text', '"text"'],
      ['null', 'null'],
      ['a number', '7'],
      ['deep arrays', '['.repeat(deep) + ']'.repeat(deep)],
      ['deep objects', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
      ['an unknown key', JSON.stringify({ ...samples[route]?.(fixture, fixture.own).body, unknown: 1 })],
      ['a key of 10,000 characters', JSON.stringify({ ['k'.repeat(10_000)]: 1 })],
      ['the prototype', '{"__proto__": {"roles": ["owner"]}, "constructor": {}}'],
      ['a thousand keys', JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`k${i}`, i])))],
      ['the same key twice', '{"name": 1, "name": 2}'],
      ['a byte order mark', `\ufeff${JSON.stringify(samples[route]?.(fixture, fixture.own).body ?? {})}`],
    ]
    await sideBySide(16, partOf(bodies, 4, nth), async ([what, sent]) => {
      const reply = await send(route, sent)
      expectProblem(reply, `${route} with ${what}`)
      const refused = !['no body', 'an empty body', 'a byte order mark'].includes(what)
      if (refused && shapes[route]) expect(reply.status, `${route} with ${what}`).toBe(400)
    })
  })

  test('takes depth in no field', async () => {
    const places = placesOf(shapes[route]).filter(one => one.length < 3)
    await sideBySide(16, partOf(places, 6, nth), async place => {
      const holder = JSON.stringify(put(samples[route]?.(fixture, fixture.own).body ?? {}, place, marker))
      const deep = holder.replace(`"${marker}"`, '['.repeat(10_000) + ']'.repeat(10_000))
      expectProblem(await send(route, deep), `${route} deep ${place.join('.')}`)
    })
  })

  test('takes JSON only, and no megabyte of it', async () => {
    const plain = await send(route, '{}', { 'content-type': 'text/plain' })
    expect(plain, route).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
    const form = await send(route, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(form.status).toBe(415)
    expectProblem(form, route)
    const [method = ''] = route.split(' ')
    const path = samples[route]?.(fixture, fixture.own).path ?? ''
    const headers = { authorization: `Bearer ${fixture.everyone.token}`, 'content-type': 'application/json' }
    const large = JSON.stringify({ name: 'x'.repeat(1_100_000) })
    // In chunks, where no length is said beforehand, on every fourth route.
    for (const chunked of nth % 4 === 0 ? [false, true] : [false]) {
      const reply = await sendRaw(app.url, { method, path, headers, body: large, chunked })
      expectProblem(reply, `${route} 1 MB${chunked ? ' in chunks' : ''}`)
      expect(reply.status, route).toBe(413)
    }
  })

  test('takes no version and no key that is none', async () => {
    const body = JSON.stringify(samples[route]?.(fixture, fixture.own).body ?? {})
    const matches = ['*', '"abc"', '"1", "2"', '99999999999999999999', '-1', '1.5', '""', ' ', 'W/"x"']
    await sideBySide(16, partOf(matches, 3, nth), async match =>
      expectProblem(await send(route, body, { 'if-match': match }), `${route} If-Match ${match}`),
    )
    await sideBySide(16, partOf(['x'.repeat(201), 'two words', 'caf\u00e9', ' '], 2, nth), async key => {
      const reply = await send(route, body, { 'idempotency-key': key })
      expectProblem(reply, `${route} Idempotency-Key ${key.slice(0, 20)}`)
    })
  })
})

test('nothing of what was sent was logged', () => {
  const logged = JSON.stringify(app.harness.getLogs())
  expect(logged).toContain('requestId')
  for (const word of [marker, fixture.canary, 'DROP TABLE', 'eyJ']) expect(logged, word).not.toContain(word)
})
