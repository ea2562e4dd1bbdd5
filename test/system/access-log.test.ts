import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, roles } from '../../workers/shared/permissions.ts'
import { logged } from '../support/access-table.ts'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, type Person, type Reply, startApp } from '../support/harness.ts'
import { actionOf } from '../support/route-descriptions.ts'
import { routes, samples } from '../support/route-samples.ts'
import { sendValid, validRequest } from '../support/valid-requests.ts'

/** Whoever reads or writes a patient's data leaves one entry in the clinic's access log, and nobody else leaves any. */

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

interface Entry {
  sequence: number
  requestId: string
  account: { id: string; name: string }
  roles: Role[]
  for?: string[]
  action: string
  object?: string
  patientIds: string[]
  outcome: string
}

/** The whole log of a clinic, as its owner reads it page by page. */
async function logOf(owner: Person, filter = ''): Promise<Entry[]> {
  const found: Entry[] = []
  for (let cursor = ''; ; ) {
    const { status, body } = await owner.ask('GET', `/api/access-log?limit=100${filter}${cursor}`)
    expect(status, JSON.stringify(body)).toBe(200)
    found.push(...body.items)
    if (!body.nextCursor) return found
    cursor = `&cursor=${body.nextCursor}`
  }
}

test('every route has a reviewed word, and no word is of a route that is gone', () => {
  expect([...logged.keys()].sort()).toEqual([...routes].sort())
})

describe.each([...roles])('a %s', role => {
  let fixture: ClinicFixture
  let replies: Map<string, Reply>
  let entries: Entry[]
  beforeAll(async () => {
    fixture = await aClinicFixture(app)
    replies = new Map()
    for (const route of routes) {
      const method = route.slice(0, route.indexOf(' '))
      const sample = samples[route]?.(fixture, fixture.own)
      if (!sample) throw new Error(route)
      const match = ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : undefined
      replies.set(route, await fixture.people[role].ask(method, sample.path, sample.body, match))
    }
    entries = await logOf(fixture.people.owner)
  })

  test.each([...logged].map(([route, word]) => [word, route] as const))('%s: %s', (word, route) => {
    const reply = replies.get(route)
    const requestId = reply?.headers.get('x-request-id')
    // An event of sign-in has an entry of its own beside the request's.
    const left = entries.filter(one => one.requestId === requestId && one.action.includes('.'))
    const told = `${route} → ${reply?.status} ${JSON.stringify(reply?.body).slice(0, 300)}\n${JSON.stringify(left)}`
    const fine = reply !== undefined && reply.status < 300
    const shows = fine && /"pat-/.test(JSON.stringify(reply.body))
    const wanted = { patient: 1, two: 1, object: 1, found: shows ? 1 : 0, log: fine ? 1 : 0, none: 0 }[word]
    expect(left, told).toHaveLength(wanted)
    const [entry] = left
    if (!entry) return
    const { claims } = fixture.people[role]
    expect(entry, told).toMatchObject({
      account: { id: claims.sub, name: claims.name },
      roles: [role],
      action: actionOf(route),
      outcome: fine ? 'ok' : reply?.body.code,
    })
    const path = samples[route]?.(fixture, fixture.own).path ?? ''
    if (route.includes('/:')) expect(path, told).toContain(entry.object)
    const [patient = fixture.own.patient] = /pat-[\w-]+/.exec(path) ?? []
    if (word === 'patient' || word === 'two') expect(entry.patientIds, told).toContain(patient)
    if (word === 'object') expect(entry.patientIds, told).toEqual([expect.stringMatching(/^pat-/)])
  })
})

describe('done and not refused', () => {
  const done = new Map<string, Reply>()
  let entries: Entry[]
  beforeAll(async () => {
    const fixture = await aClinicFixture(app)
    for (const route of routes) {
      if (['none', 'log'].includes(logged.get(route) ?? '')) continue
      done.set(route, await sendValid(fixture, route, await validRequest(fixture, route)))
    }
    entries = await logOf(fixture.people.owner)
  })

  test.each([...logged].filter(([, word]) => ['patient', 'two', 'object'].includes(word)))(
    '%s names the patient',
    (route, word) => {
      const reply = done.get(route)
      const requestId = reply?.headers.get('x-request-id')
      const left = entries.filter(one => one.requestId === requestId && one.action.includes('.'))
      const told = `${route} → ${reply?.status} ${JSON.stringify(reply?.body).slice(0, 300)}`
      expect(left, told).toHaveLength(1)
      expect(left[0]?.outcome, told).toBe('ok')
      expect(left[0]?.patientIds, told).toHaveLength(word === 'two' ? 2 : 1)
    },
  )
})
