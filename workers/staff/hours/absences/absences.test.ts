import { expect, test } from 'vitest'
import { env } from '../../../../test/verbs/env.ts'
import { aClinic, must } from '../../../../test/verbs/people.ts'
import { aPractice } from '../../../../test/verbs/practice.ts'

const leave = { startsAt: '2026-04-06', endsAt: '2026-04-11', reason: 'Leave' }

test('reception notes an absence, and takes it back with its version', async () => {
  const { as, doctor } = await aPractice()
  const desk = as('receptionist')
  const made = must(await env.STAFF['absence.add'](desk, { staffId: doctor.id, absence: leave }))
  expect(made).toMatchObject({
    staffId: doctor.id,
    startsAt: '2026-04-06T04:00:00.000Z',
    endsAt: '2026-04-11T04:00:00.000Z',
    reason: 'Leave',
    version: 1,
  })
  const listed = must(await env.STAFF['absence.list'](as('nurse'), { staffId: doctor.id, list: {} }))
  expect(listed).toEqual({ items: [made], nextCursor: null })
  const which = { staffId: doctor.id, id: made.id }
  expect(await env.STAFF['absence.remove'](desk, { ...which, version: 2 })).toMatchObject({ code: 'stale' })
  must(await env.STAFF['absence.remove'](desk, { ...which, version: 1 }))
  expect(await env.STAFF['absence.remove'](desk, { ...which, version: 1 })).toMatchObject({ code: 'not_found' })
})

test('the list is what touches the range', async () => {
  const { owner, doctor } = await aPractice()
  must(await env.STAFF['absence.add'](owner, { staffId: doctor.id, absence: leave }))
  const count = async (from?: string, to?: string) =>
    must(await env.STAFF['absence.list'](owner, { staffId: doctor.id, list: { from, to } })).items.length
  expect(await count('2026-04-10', '2026-04-11')).toBe(1)
  expect(await count('2026-04-11')).toBe(0)
  expect(await count(undefined, '2026-04-06')).toBe(0)
})

test.each(['doctor', 'nurse'] as const)('a %s notes the own absence and no colleague', async role => {
  const { as, doctor } = await aPractice()
  const self = as(role, { staffId: doctor.id })
  const made = must(await env.STAFF['absence.add'](self, { staffId: doctor.id, absence: leave }))
  const colleague = as(role, { staffId: 'stf-colleague' })
  const input = { staffId: doctor.id, absence: leave }
  expect(await env.STAFF['absence.add'](colleague, input)).toMatchObject({ code: 'forbidden' })
  const which = { staffId: doctor.id, id: made.id, version: 1 }
  expect(await env.STAFF['absence.remove'](colleague, which)).toMatchObject({ code: 'forbidden' })
  must(await env.STAFF['absence.remove'](self, which))
})

test('a patient neither notes nor reads absences', async () => {
  const { as, doctor } = await aPractice()
  const input = { staffId: doctor.id, absence: leave }
  expect(await env.STAFF['absence.add'](as('patient'), input)).toMatchObject({ code: 'forbidden' })
  expect(await env.STAFF['absence.list'](as('patient'), { staffId: doctor.id, list: {} })).toMatchObject({
    code: 'forbidden',
  })
})

test('an empty span is refused', async () => {
  const { owner, doctor } = await aPractice()
  const absence = { startsAt: '2026-04-06T10:00:00Z', endsAt: '2026-04-06T10:00:00Z' }
  expect(await env.STAFF['absence.add'](owner, { staffId: doctor.id, absence })).toMatchObject({
    code: 'invalid_request',
  })
})

test("another clinic's staff cannot be noted as away, nor be read", async () => {
  const { owner, doctor } = await aPractice()
  const made = must(await env.STAFF['absence.add'](owner, { staffId: doctor.id, absence: leave }))
  const stranger = aClinic().as('owner')
  const input = { staffId: doctor.id, absence: leave }
  expect(await env.STAFF['absence.add'](stranger, input)).toMatchObject({ code: 'not_found' })
  expect(await env.STAFF['absence.list'](stranger, { staffId: doctor.id, list: {} })).toMatchObject({
    code: 'not_found',
  })
  const which = { staffId: doctor.id, id: made.id, version: 1 }
  expect(await env.STAFF['absence.remove'](stranger, which)).toMatchObject({ code: 'not_found' })
})

test('a repeated request notes one absence', async () => {
  const { as, doctor } = await aPractice()
  const desk = as('receptionist', { repeat: { key: 'k', route: 'POST absences', bodyHash: 'h' } })
  const input = { staffId: doctor.id, absence: leave }
  const [one, two] = [await env.STAFF['absence.add'](desk, input), await env.STAFF['absence.add'](desk, input)]
  expect(must(two)).toEqual(must(one))
})
