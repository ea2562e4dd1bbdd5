import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import { aPractice } from '../../../test/verbs/practice.ts'

test('what is absent stays, null clears, arrays are replaced', async () => {
  const { owner, doctor } = await aPractice()
  const change = { title: null, specialties: ['Paediatrics', 'Allergy'], name: 'Ana Núñez-Ruiz' }
  const changed = must(await env.STAFF['staff.change'](owner, { id: doctor.id, version: 1, change }))
  expect(changed).toEqual({ ...doctor, ...change, title: undefined, version: 2 })
  expect(must(await env.STAFF['staff.list'](owner, { q: 'ruiz' })).items).toEqual([changed])
})

test('of ten changes to one version one wins', async () => {
  const { owner, doctor } = await aPractice()
  const all = await Promise.all(
    times(10, i => env.STAFF['staff.change'](owner, { id: doctor.id, version: 1, change: { name: `Name ${i}` } })),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(new Set(all.flatMap(one => (one.ok ? [] : [one.code])))).toEqual(new Set(['stale']))
})

test('whoever is archived is listed apart, and restored comes back', async () => {
  const { as, owner, doctor } = await aPractice()
  const left = must(await env.STAFF['staff.archive'](owner, { id: doctor.id, archive: {} }))
  expect(left).toMatchObject({ archived: true, archivedFrom: '2026-03-02T12:00:00.000Z', version: 2 })
  const names = async (archived: boolean) =>
    must(await env.STAFF['staff.list'](as('nurse'), { archived })).items.map(one => one.name)
  expect(await names(false)).toEqual([])
  expect(await names(true)).toEqual([doctor.name])
  expect(must(await env.STAFF['staff.restore'](owner, { id: doctor.id }))).toEqual({ ...doctor, version: 3 })
})

test('whoever leaves next week still works here today', async () => {
  const { owner, doctor } = await aPractice()
  const leaving = must(await env.STAFF['staff.archive'](owner, { id: doctor.id, archive: { from: '2026-03-09' } }))
  expect(leaving).toMatchObject({ archived: false, archivedFrom: '2026-03-09T04:00:00.000Z' })
  const [card] = must(await env.STAFF['staff.cards'](owner, [doctor.id]))
  expect(card).toMatchObject({ archived: false })
  const later = { ...owner, at: Date.parse('2026-03-10T12:00:00Z') }
  expect(must(await env.STAFF['staff.cards'](later, [doctor.id]))[0]).toMatchObject({ archived: true })
})

test('a version that is sent is honoured when archiving', async () => {
  const { owner, doctor } = await aPractice()
  const stale = await env.STAFF['staff.archive'](owner, { id: doctor.id, version: 7, archive: {} })
  expect(stale).toMatchObject({ code: 'stale' })
  expect(await env.STAFF['staff.restore'](owner, { id: doctor.id, version: 7 })).toMatchObject({ code: 'stale' })
})

test('a doctor changes no profile, and nobody another clinic', async () => {
  const { as, doctor } = await aPractice()
  const change = { id: doctor.id, version: 1, change: { name: 'X' } }
  expect(await env.STAFF['staff.change'](as('doctor', { staffId: doctor.id }), change)).toMatchObject({
    code: 'forbidden',
  })
  const stranger = aClinic().as('owner')
  expect(await env.STAFF['staff.change'](stranger, change)).toMatchObject({ code: 'not_found' })
  expect(await env.STAFF['staff.archive'](stranger, { id: doctor.id, archive: {} })).toMatchObject({
    code: 'not_found',
  })
  expect(await env.STAFF['staff.restore'](stranger, { id: doctor.id })).toMatchObject({ code: 'not_found' })
})
