import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must } from '../../../test/verbs/people.ts'

async function five() {
  const clinic = aClinic()
  const made: string[] = []
  for (const [i, given] of ['A', 'B', 'C', 'D', 'E'].entries()) {
    const desk = clinic.as('receptionist', { at: monday + i })
    made.push(must(await env.PATIENT['patient.register'](desk, { name: { given }, sex: 'other' })).id)
  }
  return { clinic, desk: clinic.as('receptionist'), made }
}

test('the latest registered come first, page by page', async () => {
  const { desk, made } = await five()
  const first = must(await env.PATIENT['patient.search'](desk, { limit: 3 }))
  expect(first.items.map(({ id }) => id)).toEqual(made.toReversed().slice(0, 3))
  const second = must(await env.PATIENT['patient.search'](desk, { limit: 3, cursor: first.nextCursor ?? '' }))
  expect(second.items.map(({ id }) => id)).toEqual(made.toReversed().slice(3))
  expect(second.nextCursor).toBeNull()
})

test('what changed since comes in the order of change, the archived too unless left out', async () => {
  const { clinic, desk, made } = await five()
  const later = clinic.as('receptionist', { at: monday + 1_000 })
  must(await env.PATIENT['patient.archive'](later, { id: made[1] ?? '' }))
  const since = new Date(monday + 3).toISOString()
  const ids = async (archived?: boolean) =>
    must(await env.PATIENT['patient.search'](desk, { updatedSince: since, archived })).items.map(({ id }) => id)
  expect(await ids()).toEqual([made[3], made[4], made[1]])
  expect(await ids(false)).toEqual([made[3], made[4]])
  expect(await ids(true)).toEqual([made[1]])
  const first = must(await env.PATIENT['patient.search'](desk, { updatedSince: since, limit: 2 }))
  const rest = must(
    await env.PATIENT['patient.search'](desk, { updatedSince: since, limit: 2, cursor: first.nextCursor ?? '' }),
  )
  expect(rest.items.map(({ id }) => id)).toEqual([made[1]])
})

test.each(['e30', 'WyJ4Il0', 'WzEsMiwzXQ', 'nonsense'])('cursor %s of no list is refused', async cursor => {
  const { desk } = await five()
  for (const more of [{}, { q: 'a' }, { updatedSince: '2026-01-01' }]) {
    const refused = await env.PATIENT['patient.search'](desk, { cursor, ...more })
    expect(refused).toMatchObject({ code: 'invalid_request', details: [{ path: 'cursor', rule: 'cursor' }] })
  }
})

test("another clinic's list is empty", async () => {
  await five()
  expect(must(await env.PATIENT['patient.search'](aClinic().as('owner'), {}))).toEqual({ items: [], nextCursor: null })
})

test('cards come once for 500 ids, the own ones only for a patient', async () => {
  const { clinic, desk, made } = await five()
  expect(
    must(await env.PATIENT['patient.cards'](desk, [...made, 'pat-none']))
      .map(({ id }) => id)
      .sort(),
  ).toEqual(made.toSorted())
  const own = clinic.as('patient', { patients: [made[2] ?? ''] })
  expect(must(await env.PATIENT['patient.cards'](own, made)).map(({ name }) => name)).toEqual(['C'])
  expect(must(await env.PATIENT['patient.cards'](aClinic().as('owner'), made))).toEqual([])
})
