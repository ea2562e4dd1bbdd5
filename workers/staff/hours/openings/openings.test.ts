import { expect, test } from 'vitest'
import { env } from '../../../../test/verbs/env.ts'
import { must } from '../../../../test/verbs/people.ts'
import { aPractice } from '../../../../test/verbs/practice.ts'

const saturday = { startsAt: '2026-03-07T14:00:00.000Z', endsAt: '2026-03-07T16:00:00.000Z', reason: 'Flu shots' }

test('a Saturday opens once, without a change of the weekly hours', async () => {
  const { owner, as, doctor, week } = await aPractice()
  const made = must(await env.STAFF['opening.add'](as('receptionist'), { staffId: doctor.id, opening: saturday }))
  expect(made).toMatchObject({ ...saturday, staffId: doctor.id, version: 1 })
  const read = async (from: string, to: string) =>
    must(await env.STAFF['hours.read'](owner, { from, to })).items[0]?.open.map(one => [one.startsAt, one.endsAt])
  expect(await read('2026-03-07', '2026-03-08')).toEqual([[saturday.startsAt, saturday.endsAt]])
  expect(await read('2026-03-14', '2026-03-15')).toEqual([])
  expect(must(await env.STAFF['availability.read'](owner, { staffId: doctor.id, validFrom: '2026-01-01' }))).toEqual(
    week,
  )
  const listed = must(await env.STAFF['opening.list'](owner, { staffId: doctor.id, list: { from: '2026-03-01' } }))
  expect(listed.items).toEqual([made])
  must(await env.STAFF['opening.remove'](owner, { staffId: doctor.id, id: made.id, version: 1 }))
  expect(await read('2026-03-07', '2026-03-08')).toEqual([])
})

test('one that meets the hours adds what lies outside; absences and closures are taken out of it', async () => {
  const { owner, doctor } = await aPractice()
  const add = (from: string, to: string) => ({ startsAt: `2026-03-02T${from}:00Z`, endsAt: `2026-03-02T${to}:00Z` })
  must(await env.STAFF['opening.add'](owner, { staffId: doctor.id, opening: add('16:30', '20:00') }))
  must(await env.STAFF['opening.add'](owner, { staffId: doctor.id, opening: add('19:30', '21:00') }))
  must(await env.STAFF['absence.add'](owner, { staffId: doctor.id, absence: add('18:00', '18:30') }))
  const { items } = must(await env.STAFF['hours.read'](owner, { from: '2026-03-02', to: '2026-03-03' }))
  expect(items[0]?.open.map(one => [one.startsAt, one.endsAt].map(at => at.slice(11, 16)))).toEqual([
    ['14:00', '17:00'],
    ['17:00', '18:00'],
    ['18:30', '20:00'],
    ['20:00', '21:00'],
  ])
})

test('many days that lie apart are one question', async () => {
  const { owner, doctor } = await aPractice()
  must(await env.STAFF['opening.add'](owner, { staffId: doctor.id, opening: saturday }))
  const spans = ['2026-03-02', '2026-03-07', '2026-11-02'].map(from => ({
    from,
    to: new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10),
  }))
  const apart = must(await env.STAFF['hours.read_days'](owner, { spans, staffIds: [doctor.id] }))
  const each = await Promise.all(
    spans.map(async span => must(await env.STAFF['hours.read'](owner, span)).items[0]?.open ?? []),
  )
  expect(apart.items[0]?.open).toEqual(each.flat())
  expect(await env.STAFF['hours.read_days'](owner, { spans: [] })).toMatchObject({ code: 'invalid_request' })
})

test('refused: nobody, too long, upside down, a colleague’s, an older version, another clinic', async () => {
  const { owner, as, doctor } = await aPractice()
  const add = (more: object, actor = owner) =>
    env.STAFF['opening.add'](actor, { staffId: doctor.id, opening: { ...saturday, ...more } })
  expect(await env.STAFF['opening.add'](owner, { staffId: 'stf-nobody', opening: saturday })).toMatchObject({
    code: 'not_found',
  })
  expect(await add({ endsAt: '2026-03-09T14:00:00Z' })).toMatchObject({ code: 'invalid_request' })
  expect(await add({ endsAt: saturday.startsAt })).toMatchObject({ code: 'invalid_request' })
  expect(await add({}, as('doctor', { staffId: 'stf-other' }))).toMatchObject({ code: 'forbidden' })
  expect(await add({}, as('patient'))).toMatchObject({ code: 'forbidden' })
  const { id } = must(await add({}, as('doctor', { staffId: doctor.id })))
  const remove = { staffId: doctor.id, id, version: 2 }
  expect(await env.STAFF['opening.remove'](owner, remove)).toMatchObject({ code: 'stale' })
  const elsewhere = await aPractice()
  expect(await env.STAFF['opening.remove'](elsewhere.owner, remove)).toMatchObject({ code: 'not_found' })
  expect(await env.STAFF['opening.list'](elsewhere.owner, { staffId: doctor.id, list: {} })).toMatchObject({
    code: 'not_found',
  })
})
