import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoutes } from '../../gateway/middleware.ts'
import { type Role, roles } from '../../workers/shared/permissions.ts'
import { aHouse, type House } from '../house.ts'
import { routes, type Sample, samples } from '../samples.ts'
import { openWorld, type Person, type Reply, type World } from '../world.ts'
import { access } from './access.ts'

let world: World
let elsewhere: House
beforeAll(async () => {
  world = await openWorld()
  elsewhere = await aHouse(world)
})
afterAll(() => world.close())

type Word = 'yes' | 'own' | 'no' | 'open' | 'live'

const rules = new Map<string, Record<Role, Word>>(
  access
    .trim()
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(line => {
      const [method, path, ...words] = line.split(/\s+/)
      return [`${method} ${path}`, Object.fromEntries(roles.map((role, i) => [role, words[i]])) as Record<Role, Word>]
    }),
)

function send(person: Person, route: string, sample: Sample): Promise<Reply> {
  const method = route.slice(0, route.indexOf(' '))
  const needsMatch = ['PATCH', 'PUT', 'DELETE'].includes(method)
  return person.ask(method, sample.path, sample.body, needsMatch ? { 'if-match': '"1"' } : {})
}

/** Past the door: done, or refused for the state of the object. */
const admitted = [200, 201, 204, 409, 412, 422]

test('every route has a reviewed rule and a sample, and no rule is of a route that is gone', () => {
  expect([...rules.keys()].sort()).toEqual([...routes].sort())
  expect(Object.keys(samples).sort()).toEqual([...routes].sort())
})

test('strangers get no further than the written list', async () => {
  const house = await aHouse(world)
  const open: string[] = []
  for (const route of routes) {
    const sample = samples[route]?.(house, house.own)
    if (!sample) throw new Error(route)
    const reply = await world.send(route.split(' ')[0] ?? '', sample.path, {
      ...(sample.body ? { body: JSON.stringify(sample.body), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (reply.status !== 401 || reply.body.code === 'bad_credentials') open.push(route)
    expect(reply.headers.get('access-control-allow-origin'), route).toBeNull()
    expect(reply.headers.get('x-request-id'), route).toBeTruthy()
  }
  // A refresh without a cookie is 401 like a closed door, though the door is open.
  expect([...open, 'POST /api/auth/refresh'].sort()).toEqual([...openRoutes].sort())
})

describe.each([...roles])('a %s', role => {
  let house: House
  beforeAll(async () => {
    house = await aHouse(world)
  })

  test.each([...rules].map(([route, words]) => [words[role], route] as const))('%s: %s', async (word, route) => {
    const person = house.people[role]
    const make = samples[route]
    if (!make) throw new Error(route)
    const mine = role === 'nurse' && route.includes('/staff/') ? house.other : house.own
    const others = mine === house.own ? house.other : house.own
    const reply = await send(person, route, make(house, mine))
    if (word === 'open') return expect(reply.status).not.toBe(403)
    if (word === 'live') return expect(reply.status).toBe(401)
    if (word === 'no') return expect(reply).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const authorless = reply.status === 403 && reply.body.code === 'not_the_author'
    if (!authorless) expect(admitted, JSON.stringify(reply.body)).toContain(reply.status)
    if (word === 'own') await expectNothing(person, route, make(house, others), others.patient)
  })

  test('finds nothing of another clinic, on any route', async () => {
    for (const [route, words] of rules) {
      if (['open', 'live'].includes(words[role])) continue
      const make = samples[route]
      if (!make) throw new Error(route)
      const foreign = make({ ...elsewhere, people: house.people }, elsewhere.own)
      const reply = await send(house.people[role], route, foreign)
      const text = JSON.stringify(reply.body)
      expect(text, `${route} shows the other clinic`).not.toContain(elsewhere.canary)
      const named = Object.values({ ...elsewhere.own, ...elsewhere.shared }).some(id =>
        JSON.stringify(foreign).includes(id),
      )
      if (!named) continue
      expect(text, `${route} shows a foreign id`).not.toMatch(new RegExp(Object.values(elsewhere.own).join('|')))
      if (reply.status === 200) expect(reply.body.items, route).toEqual([])
      else expect([403, 404, 409, 422], `${route}: ${text}`).toContain(reply.status)
    }
  })
})

/** With another's object: refused, or a list without it. */
async function expectNothing(person: Person, route: string, sample: Sample, patientId: string): Promise<void> {
  const reply = await send(person, route, sample)
  if (reply.status === 200 && 'items' in reply.body) return expect(JSON.stringify(reply.body)).not.toContain(patientId)
  expect([403, 404, 422], JSON.stringify(reply.body)).toContain(reply.status)
}

test('what is foreign was not touched', async () => {
  const { owner, doctor } = elsewhere.people
  const patient = await owner.ask('GET', `/api/patients/${elsewhere.own.patient}`)
  expect(patient.body).toMatchObject({ version: 1, phone: '555 0100', archived: false })
  const visit = await owner.ask('GET', `/api/appointments/${elsewhere.own.appointment}`)
  expect(visit.body).toMatchObject({ version: 1, status: 'booked' })
  const encounter = await doctor.ask('GET', `/api/encounters/${elsewhere.own.encounter}`)
  expect(encounter.body.notes).toHaveLength(1)
})
