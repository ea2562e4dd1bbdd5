import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { descriptionOf } from '../support/route-descriptions.ts'
import { routes, samples } from '../support/route-samples.ts'

/** What the system itself sets can be sent to no route: neither at the top of a body nor inside it. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

interface Node {
  type: string
  wrapped?: Node
  item?: Node
  options?: Node[]
  pipe?: Node[]
  entries?: Record<string, Node>
}

interface Found {
  path: string
  type: string
  keys: string[]
}

/** Every object in a schema, however deep. */
function objectsIn(node: Node, path = ''): Found[] {
  const { type, wrapped, item, options = [], pipe = [], entries } = node
  const inner = [
    ...(wrapped ? objectsIn(wrapped, path) : []),
    ...(item ? objectsIn(item, `${path}[]`) : []),
    ...options.flatMap(one => objectsIn(one, path)),
    ...pipe.filter(one => one !== node && one.entries !== entries).flatMap(one => objectsIn(one, path)),
    ...Object.entries(entries ?? {}).flatMap(([key, one]) => objectsIn(one, `${path}.${key}`)),
  ]
  return entries ? [{ path, type, keys: Object.keys(entries) }, ...inner] : inner
}

const bodies = routes.flatMap(route => {
  const { json } = descriptionOf(route)
  return json ? [{ route, objects: objectsIn(json as unknown as Node) }] : []
})

test.each(bodies)('$route takes no key that it does not name, at any depth', ({ objects }) => {
  expect(objects.filter(({ type }) => type !== 'strict_object')).toEqual([])
  expect(objects.length).toBeGreaterThan(0)
})

/** Set by the system: who, where, when, and what follows from rules. */
const owned = [
  'clinicId',
  'accountId',
  'membershipId',
  'recordNumber',
  'queueNumber',
  'version',
  'createdAt',
  'updatedAt',
  'recordedBy',
  'recordedAt',
  'signedAt',
  'statusHistory',
  'archived',
  'archivedAt',
  'mergedInto',
  'confirmedAt',
  'disabledAt',
  'passwordHash',
  'tokenHash',
  'invitedBy',
  'acceptedAt',
  'secondFactor',
  'unverified',
  'verified',
]

/** The few bodies that name one of these on purpose. */
const onPurpose: Record<string, string[]> = {
  // The account works in another of its clinics; which ones they are is not for the body to say.
  'POST /api/auth/switch': ['clinicId'],
  // Each visit with the version that its mover saw, as If-Match would say for one.
  'POST /api/appointments/move-many': ['version'],
}

test('no body names what the system sets', () => {
  const named = bodies.flatMap(({ route, objects }) =>
    objects.flatMap(({ path, keys }) =>
      keys.filter(key => owned.includes(key) && !onPurpose[route]?.includes(key)).map(key => `${route} ${path}.${key}`),
    ),
  )
  expect(named).toEqual([])
})

test.each(bodies.map(({ route }) => route))('%s refuses them on the wire', async route => {
  const { path, body } = samples[route]?.(fixture, fixture.own) ?? { path: '' }
  const [method = ''] = route.split(' ')
  const match: Record<string, string> = ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : {}
  const more = Object.fromEntries(owned.filter(key => !(key in (body ?? {}))).map(key => [key, 'x']))
  const reply = await fixture.everyone.ask(method, path, { ...body, ...more }, match)
  expect([reply.status, reply.body.code], JSON.stringify(reply.body).slice(0, 300)).toEqual([400, 'invalid_request'])
})
