import { expect, test } from 'vitest'
import { env } from '../../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../../test/verbs/people.ts'
import { aPractice, mornings } from '../../../../test/verbs/practice.ts'

const saturday = [{ weekday: 6, from: '10:00', to: '14:00' }]

test('a new date adds a week, the latest is listed first', async () => {
  const { as, owner, doctor, week } = await aPractice()
  const which = { staffId: doctor.id, validFrom: '2026-06-01' }
  const summer = must(
    await env.STAFF['availability.change'](owner, { ...which, week: { weekly: saturday, validTo: '2026-08-31' } }),
  )
  expect(summer).toMatchObject({ ...which, weekly: saturday, validTo: '2026-08-31', version: 1 })
  expect(must(await env.STAFF['availability.read'](as('patient'), which))).toEqual(summer)
  const listed = must(await env.STAFF['availability.list'](as('nurse'), { staffId: doctor.id, list: {} }))
  expect(listed).toEqual({ items: [summer, week], nextCursor: null })
  const first = must(await env.STAFF['availability.list'](owner, { staffId: doctor.id, list: { limit: 1 } }))
  const rest = { limit: 1, cursor: first.nextCursor ?? '' }
  expect(must(await env.STAFF['availability.list'](owner, { staffId: doctor.id, list: rest })).items).toEqual([week])
})

test('the same date is replaced by whoever saw its version', async () => {
  const { owner, doctor, week } = await aPractice()
  const input = { staffId: doctor.id, validFrom: week.validFrom, week: { weekly: saturday } }
  expect(await env.STAFF['availability.change'](owner, input)).toMatchObject({ code: 'if_match_required' })
  expect(await env.STAFF['availability.change'](owner, { ...input, version: 3 })).toMatchObject({ code: 'stale' })
  const replaced = must(await env.STAFF['availability.change'](owner, { ...input, version: 1 }))
  expect(replaced).toEqual({ ...week, weekly: saturday, version: 2 })
  const elsewhere = { ...input, validFrom: '2026-02-02', version: 1 }
  expect(await env.STAFF['availability.change'](owner, elsewhere)).toMatchObject({ code: 'stale' })
})

test('of ten first weeks for one date, one stands', async () => {
  const { owner, doctor } = await aPractice()
  const all = await Promise.all(
    times(10, i =>
      env.STAFF['availability.change'](owner, {
        staffId: doctor.id,
        validFrom: '2026-04-01',
        week: { weekly: [{ weekday: 1, from: `0${i}:00`, to: '12:00' }] },
      }),
    ),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
})

test.each([
  [['09:00', '12:00'], ['11:59', '13:00'], 3],
  [['09:00', '12:00'], ['09:00', '12:00'], 3],
  [['00:00', '24:00'], ['10:00', '11:00'], 3],
  [['09:00', '12:00'], ['12:00', '24:00'], undefined],
] as const)('of %j and %j on one day', async (a, b, weekday) => {
  const { owner, doctor } = await aPractice()
  const weekly = [a, b].map(([from, to]) => ({ weekday: 3, from, to }))
  const input = { staffId: doctor.id, validFrom: '2026-04-01', week: { weekly: [...mornings.slice(0, 2), ...weekly] } }
  const result = await env.STAFF['availability.change'](owner, input)
  if (weekday) expect(result).toMatchObject({ code: 'sessions_overlap', details: { weekday } })
  else expect(must(result).weekly).toHaveLength(4)
})

test('a week cannot end before it begins', async () => {
  const { owner, doctor } = await aPractice()
  const week = { weekly: [], validTo: '2026-03-31' }
  const refused = await env.STAFF['availability.change'](owner, { staffId: doctor.id, validFrom: '2026-04-01', week })
  expect(refused).toMatchObject({ code: 'invalid_request', details: [{ path: 'validTo', rule: 'after_valid_from' }] })
})

test('a doctor sets the own week and nobody else', async () => {
  const { as, doctor, week } = await aPractice()
  const input = { staffId: doctor.id, validFrom: '2026-05-01', week: { weekly: saturday } }
  const self = as('doctor', { staffId: doctor.id })
  expect(must(await env.STAFF['availability.change'](self, input))).toMatchObject({ weekly: saturday })
  for (const actor of [as('doctor', { staffId: 'stf-other' }), as('doctor'), as('nurse', { staffId: doctor.id })]) {
    expect(await env.STAFF['availability.change'](actor, { ...input, version: 1 })).toMatchObject({ code: 'forbidden' })
    const gone = { staffId: doctor.id, validFrom: week.validFrom, version: 1 }
    expect(await env.STAFF['availability.remove'](actor, gone)).toMatchObject({ code: 'forbidden' })
  }
})

test('a week that is taken away lets the one before it hold again', async () => {
  const { owner, doctor } = await aPractice()
  const which = { staffId: doctor.id, validFrom: '2026-03-02' }
  must(await env.STAFF['availability.change'](owner, { ...which, week: { weekly: [] } }))
  const open = async () =>
    must(await env.STAFF['hours.read'](owner, { from: '2026-03-02', to: '2026-03-03' })).items[0]?.open.length
  expect(await open()).toBe(0)
  expect(await env.STAFF['availability.remove'](owner, { ...which, version: 2 })).toMatchObject({ code: 'stale' })
  must(await env.STAFF['availability.remove'](owner, { ...which, version: 1 }))
  expect(await open()).toBe(1)
  expect(await env.STAFF['availability.remove'](owner, { ...which, version: 1 })).toMatchObject({ code: 'not_found' })
})

test("another clinic's staff have no week here", async () => {
  const { doctor, week } = await aPractice()
  const stranger = aClinic().as('owner')
  const which = { staffId: doctor.id, validFrom: week.validFrom }
  expect(await env.STAFF['availability.read'](stranger, which)).toMatchObject({ code: 'not_found' })
  expect(await env.STAFF['availability.list'](stranger, { staffId: doctor.id, list: {} })).toMatchObject({
    code: 'not_found',
  })
  for (const version of [undefined, 1]) {
    const refused = await env.STAFF['availability.change'](stranger, { ...which, version, week: { weekly: saturday } })
    expect(refused).toMatchObject({ code: 'not_found' })
  }
  expect(await env.STAFF['availability.remove'](stranger, { ...which, version: 1 })).toMatchObject({
    code: 'not_found',
  })
})
