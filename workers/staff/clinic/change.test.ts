import { expect, test } from 'vitest'
import { system } from '#shared/actor'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must } from '../../../test/verbs/people.ts'

/** A clinic that stands, with its owner. */
async function aFoundedClinic() {
  const { as, clinicId } = aClinic()
  const clinic = must(
    await env.STAFF['clinic.found'](system(clinicId, monday, 'req-1'), {
      id: clinicId,
      name: `Harbor ${crypto.randomUUID().slice(0, 8)}`,
      timezone: 'America/New_York',
      country: 'US',
      currency: 'USD',
      locale: 'en',
    }),
  )
  return { as, owner: as('owner'), clinic, clinicId }
}

/** What waits to be done elsewhere for one clinic, oldest first, without taking it. */
async function waiting(clinicId: string) {
  const { results } = await env.STAFF_DB.prepare(
    'SELECT topic, object_id, payload FROM outbox WHERE clinic_id = ? AND settled_at IS NULL ORDER BY rowid',
  )
    .bind(clinicId)
    .all<{ topic: string; object_id: string; payload: string }>()
  return results.map(({ topic, object_id, payload }) => ({ topic, objectId: object_id, ...JSON.parse(payload) }))
}

test('what is changed changes, the rest stays, and the copy is told', async () => {
  const { owner, clinic, clinicId } = await aFoundedClinic()
  const change = { name: "Harbor's Édge 🏥", timezone: 'Asia/Jakarta', phone: '+1 212 555 0100' }
  const changed = must(await env.STAFF['clinic.change'](owner, { version: 1, change }))
  expect(changed).toEqual({ ...clinic, ...change, version: 2 })
  expect(must(await env.STAFF['clinic.read'](owner))).toEqual(changed)
  const { slug, country, currency, locale } = clinic
  const same = { topic: 'clinic.changed', objectId: clinicId, id: clinicId, slug, country, currency, locale }
  const facts = { ...same, stepUpToSign: 0, ageOfMajority: 18, askReason: 'never' }
  expect(await waiting(clinicId)).toEqual([
    { ...facts, name: clinic.name, timezone: clinic.timezone, version: 1 },
    { ...facts, name: change.name, timezone: change.timezone, version: 2 },
  ])
})

test('the copy is told whether signing asks for a fresh proof', async () => {
  const { owner, clinicId } = await aFoundedClinic()
  for (const [i, stepUpToSign] of [true, null].entries()) {
    must(await env.STAFF['clinic.change'](owner, { version: i + 1, change: { policies: { stepUpToSign } } }))
  }
  expect((await waiting(clinicId)).map(one => one.stepUpToSign)).toEqual([0, 1, 0])
})

test('address and policies are merged member by member, and null clears', async () => {
  const { owner } = await aFoundedClinic()
  const change = (version: number, part: Parameters<(typeof env.STAFF)['clinic.change']>[1]['change']) =>
    env.STAFF['clinic.change'](owner, { version, change: part })
  must(await change(1, { address: { line: ['1 Pier'], city: 'Boston' }, policies: { slotMinutes: 20 } }))
  const second = must(await change(2, { address: { city: null, state: 'NY' }, policies: { selfBooking: false } }))
  expect(second.address).toEqual({ line: ['1 Pier'], state: 'NY' })
  expect(second.policies).toMatchObject({ slotMinutes: 20, selfBooking: false })
  const third = must(await change(3, { address: null, policies: { slotMinutes: null } }))
  expect(third.address).toBeUndefined()
  expect(third.policies).toMatchObject({ slotMinutes: 15, selfBooking: false })
})

test('of two changes to one version the second is stale and leaves nothing behind', async () => {
  const { owner, clinicId } = await aFoundedClinic()
  const change = { name: 'First' }
  must(await env.STAFF['clinic.change'](owner, { version: 1, change }))
  const second = await env.STAFF['clinic.change'](owner, { version: 1, change: { name: 'Second' } })
  expect(second).toMatchObject({ code: 'stale' })
  expect(await waiting(clinicId)).toHaveLength(2)
})

test("another clinic's address cannot be taken", async () => {
  const [one, two] = [await aFoundedClinic(), await aFoundedClinic()]
  const taken = await env.STAFF['clinic.change'](one.owner, { version: 1, change: { slug: two.clinic.slug } })
  expect(taken).toMatchObject({ code: 'slug_taken' })
})

test('everybody of the clinic reads it, the owner alone changes it', async () => {
  const { as, clinic } = await aFoundedClinic()
  for (const role of ['doctor', 'nurse', 'receptionist', 'patient'] as const) {
    expect(must(await env.STAFF['clinic.read'](as(role)))).toEqual(clinic)
    const refused = await env.STAFF['clinic.change'](as(role), { version: 1, change: { name: 'Mine' } })
    expect(refused).toMatchObject({ code: 'forbidden' })
  }
})

test('a clinic that was never founded is not found', async () => {
  const owner = aClinic().as('owner')
  expect(await env.STAFF['clinic.read'](owner)).toMatchObject({ code: 'not_found' })
  const refused = await env.STAFF['clinic.change'](owner, { version: 1, change: { name: 'X' } })
  expect(refused).toMatchObject({ code: 'not_found' })
})
