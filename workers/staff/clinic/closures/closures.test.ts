import { expect, test } from 'vitest'
import { env } from '../../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../../test/verbs/people.ts'

const christmas = { startsAt: '2026-12-25', endsAt: '2026-12-27', reason: 'Christmas' }

test('plain dates are the midnights of the clinic', async () => {
  const jakarta = must(await env.STAFF['closure.add'](aClinic({ timezone: 'Asia/Jakarta' }).as('owner'), christmas))
  expect(jakarta).toMatchObject({
    startsAt: '2026-12-24T17:00:00.000Z',
    endsAt: '2026-12-26T17:00:00.000Z',
    version: 1,
  })
  const newYork = must(await env.STAFF['closure.add'](aClinic().as('owner'), christmas))
  expect(newYork.startsAt).toBe('2026-12-25T05:00:00.000Z')
})

test('a closure is listed while it touches the range, whole pages in order', async () => {
  const { as } = aClinic()
  const owner = as('owner')
  for (const day of [3, 1, 5]) {
    const closure = { startsAt: `2026-03-0${day}`, endsAt: `2026-03-0${day + 1}`, reason: `Day ${day}` }
    must(await env.STAFF['closure.add'](owner, closure))
  }
  const reasons = async (list: Parameters<(typeof env.STAFF)['closure.list']>[1]) =>
    must(await env.STAFF['closure.list'](as('nurse'), list)).items.map(one => one.reason)
  expect(await reasons({})).toEqual(['Day 1', 'Day 3', 'Day 5'])
  expect(await reasons({ from: '2026-03-02', to: '2026-03-05' })).toEqual(['Day 3'])
  expect(await reasons({ from: '2026-03-03T20:00:00Z' })).toEqual(['Day 3', 'Day 5'])
  const first = must(await env.STAFF['closure.list'](owner, { limit: 2 }))
  expect(first.items).toHaveLength(2)
  expect(await reasons({ limit: 2, cursor: first.nextCursor ?? '' })).toEqual(['Day 5'])
})

test.each([
  ['2026-12-25', '2026-12-25', 'after_start'],
  ['2026-12-25', '2026-12-24', 'after_start'],
  ['2026-01-01', '2028-01-03', 'too_long'],
])('from %s to %s is refused', async (startsAt, endsAt, rule) => {
  const refused = await env.STAFF['closure.add'](aClinic().as('owner'), { startsAt, endsAt, reason: 'X' })
  expect(refused).toMatchObject({ code: 'invalid_request', details: [{ path: 'endsAt', rule }] })
})

test('a made-up cursor is refused', async () => {
  const refused = await env.STAFF['closure.list'](aClinic().as('owner'), { cursor: 'bm9uc2Vuc2U' })
  expect(refused).toMatchObject({ code: 'invalid_request' })
})

test('it is taken back once, by whoever saw its version', async () => {
  const owner = aClinic().as('owner')
  const { id } = must(await env.STAFF['closure.add'](owner, christmas))
  expect(await env.STAFF['closure.remove'](owner, { id, version: 2 })).toMatchObject({ code: 'stale' })
  const all = await Promise.all(times(5, () => env.STAFF['closure.remove'](owner, { id, version: 1 })))
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(await env.STAFF['closure.remove'](owner, { id, version: 1 })).toMatchObject({ code: 'not_found' })
})

test('a repeated request closes the clinic once', async () => {
  const { as } = aClinic()
  const owner = as('owner', { repeat: { key: 'k', route: 'POST /api/clinic/closures', bodyHash: 'h' } })
  const [one, two] = [
    await env.STAFF['closure.add'](owner, christmas),
    await env.STAFF['closure.add'](owner, christmas),
  ]
  expect(must(two)).toEqual(must(one))
  expect(must(await env.STAFF['closure.list'](owner, {})).items).toHaveLength(1)
})

test('only the owner closes, and never another clinic', async () => {
  const { as } = aClinic()
  expect(await env.STAFF['closure.add'](as('receptionist'), christmas)).toMatchObject({ code: 'forbidden' })
  const { id } = must(await env.STAFF['closure.add'](as('owner'), christmas))
  const stranger = aClinic().as('owner')
  expect(await env.STAFF['closure.remove'](stranger, { id, version: 1 })).toMatchObject({ code: 'not_found' })
  expect(must(await env.STAFF['closure.list'](stranger, {})).items).toEqual([])
})
