import { expect, test } from 'vitest'
import { countingContext } from '../../../test/verbs/counting.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import type { RegisterPatient } from '../patients/contract.ts'
import { list } from '../search/list.ts'
import { linked } from './linked.ts'

/** A clinic whose desk registers and merges. */
function aDesk() {
  const clinic = aClinic()
  const desk = clinic.as('receptionist')
  const register = async (given: string, more: Partial<RegisterPatient> = {}) =>
    must(await env.PATIENT['patient.register'](desk, { name: { given }, sex: 'unknown', ...more }))
  const merge = (id: string, intoId: string, version?: number) =>
    env.PATIENT['patient.merge'](desk, { id, intoId, version })
  const find = async (q: string) => must(await env.PATIENT['patient.search'](desk, { q })).items
  return { clinic, desk, register, merge, find }
}

async function aPair() {
  const { register, ...rest } = aDesk()
  const [kept, duplicate] = [await register('Zahra'), await register('Zahrah', { phone: '+62 812 5550 101' })]
  return { register, ...rest, kept, duplicate }
}

const linkedIds = async (actor: Parameters<(typeof env.PATIENT)['patient.linked']>[0], id: string) =>
  must(await env.PATIENT['patient.linked'](actor, id))

test('a merged patient says in whom it goes on, and splits off again as it was', async () => {
  const { desk, merge, kept, duplicate } = await aPair()
  const merged = must(await merge(duplicate.id, kept.id, 1))
  expect(merged).toEqual({ ...duplicate, mergedInto: kept.id, version: 2 })
  expect(must(await env.PATIENT['patient.read'](desk, duplicate.id))).toEqual(merged)
  expect(must(await env.PATIENT['patient.read'](desk, kept.id))).toEqual(kept)
  const split = must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate.id, version: 2 }))
  expect(split).toEqual({ patient: { ...duplicate, version: 3 }, from: kept.id })
  expect(must(await env.PATIENT['patient.read'](desk, duplicate.id))).toEqual(split.patient)
})

test('links chain, every one of the group names the patient who is kept, and a split takes its own branch along', async () => {
  const { desk, register, merge } = aDesk()
  const [one, two, three, other] = await Promise.all(['One', 'Two', 'Three', 'Other'].map(name => register(name)))
  if (!one || !two || !three || !other) throw new Error('four were registered')
  must(await merge(one.id, two.id))
  must(await merge(other.id, three.id))
  must(await merge(two.id, three.id))
  for (const id of [one.id, two.id, other.id]) {
    expect(must(await env.PATIENT['patient.read'](desk, id)).mergedInto).toBe(three.id)
  }
  for (const { id } of [one, two, three, other]) {
    const group = await linkedIds(desk, id)
    expect([group.id, group.ids[0], group.ids.length]).toEqual([three.id, three.id, 4])
    expect([...group.ids].sort()).toEqual([one.id, two.id, three.id, other.id].sort())
  }
  expect(must(await env.PATIENT['patient.persons'](desk, [one.id, other.id, 'pat-nobody']))).toMatchObject([
    { id: three.id, name: 'Three' },
  ])
  must(await env.PATIENT['patient.unmerge'](desk, { id: two.id }))
  expect(await linkedIds(desk, one.id)).toEqual({ id: two.id, ids: [two.id, one.id] })
  expect(await linkedIds(desk, three.id)).toEqual({ id: three.id, ids: [three.id, other.id] })
  expect(must(await env.PATIENT['patient.read'](desk, one.id)).mergedInto).toBe(two.id)
})

test('a merged patient leaves lists, search by name, telephone and birth date, and match, and comes back with the split', async () => {
  const { desk, register, merge, find } = aDesk()
  const kept = await register('Marwan')
  const duplicate = await register('Marwan', { phone: '+62 812 7770 123', birthDate: '1984-12-31' })
  const seen = async () => ({
    list: must(await env.PATIENT['patient.search'](desk, {})).items.map(({ id }) => id),
    name: (await find('marwan')).map(({ id }) => id),
    typo: (await find('marwam')).map(({ id }) => id),
    phone: (await find('08127770123')).map(({ id }) => id),
    born: (await find('1984-12-31')).map(({ id }) => id),
    match: must(await env.PATIENT['patient.match'](desk, { name: 'Marwan', birthDate: '1984-12-31' })).items.map(
      one => one.patient.id,
    ),
  })
  const before = await seen()
  must(await merge(duplicate.id, kept.id))
  const alone = { list: [kept.id], name: [kept.id], typo: [kept.id], phone: [], born: [], match: [kept.id] }
  expect(await seen()).toEqual(alone)
  must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate.id }))
  expect(await seen()).toEqual(before)
  expect(before.phone).toEqual([duplicate.id])
})

test('by exactly the record number or an identifier a merged patient is still found, and leads on', async () => {
  const { desk, register, merge, find } = aDesk()
  const kept = await register('Nadia')
  const duplicate = await register('Nadja', { identifiers: [{ type: 'passport', value: 'X1234567' }] })
  must(await env.PATIENT['patient.archive'](desk, { id: duplicate.id }))
  must(await merge(duplicate.id, kept.id))
  for (const q of [duplicate.recordNumber, `#${Number(duplicate.recordNumber)}`, 'x1234567', 'X 123-4567']) {
    expect(await find(q)).toMatchObject([{ id: duplicate.id, mergedInto: kept.id }])
  }
  expect(await find('X12345')).toEqual([])
  expect(
    must(await env.PATIENT['patient.match'](desk, { identifiers: [{ type: 'passport', value: 'X1234567' }] })).items,
  ).toEqual([])
  const since = must(await env.PATIENT['patient.search'](desk, { updatedSince: '2026-01-01' })).items
  expect(since.find(one => one.id === duplicate.id)).toMatchObject({ mergedInto: kept.id })
  expect(must(await env.PATIENT['patient.search'](desk, { updatedSince: '2026-01-01', archived: true })).items).toEqual(
    [],
  )
})

test('a number of the duplicate may be taken over, stays there after the split, and is nobody else’s', async () => {
  const { desk, register, merge, find } = aDesk()
  const identifiers = [{ type: 'passport' as const, value: 'P7654321' }]
  const [kept, duplicate] = [await register('Omar'), await register('Omar', { identifiers })]
  expect(await env.PATIENT['patient.change'](desk, { id: kept.id, version: 1, patch: { identifiers } })).toMatchObject({
    code: 'identifier_taken',
  })
  must(await merge(duplicate.id, kept.id))
  const again = { name: { given: 'Other' }, sex: 'unknown', identifiers } as const
  expect(await env.PATIENT['patient.register'](desk, again)).toMatchObject({
    code: 'identifier_taken',
    details: { patientId: duplicate.id },
  })
  expect(
    must(await env.PATIENT['patient.change'](desk, { id: kept.id, version: 1, patch: { identifiers } })).identifiers,
  ).toEqual(identifiers)
  expect(await env.PATIENT['patient.register'](desk, again)).toMatchObject({ details: { patientId: kept.id } })
  expect((await find('P7654321')).map(({ id }) => id).sort()).toEqual([duplicate.id, kept.id].sort())
  const { patient } = must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate.id }))
  expect(patient.identifiers).toEqual(identifiers)
  expect(
    await env.PATIENT['patient.change'](desk, { id: duplicate.id, version: patient.version, patch: { identifiers } }),
  ).toMatchObject({
    code: 'identifier_taken',
    details: { patientId: kept.id },
  })
})

test('acting on a merged patient is refused with the patient who is kept', async () => {
  const { clinic, desk, register, merge, kept, duplicate } = await aPair()
  const third = await register('Third')
  must(await merge(duplicate.id, kept.id))
  must(await merge(kept.id, third.id))
  const refused = { code: 'merged', details: { intoId: third.id } }
  expect(
    await env.PATIENT['patient.change'](desk, { id: duplicate.id, version: 2, patch: { language: 'en' } }),
  ).toMatchObject(refused)
  expect(await env.PATIENT['patient.archive'](desk, { id: duplicate.id })).toMatchObject(refused)
  expect(await env.PATIENT['patient.restore'](desk, { id: duplicate.id })).toMatchObject(refused)
  expect(await env.PATIENT['patient.verify'](desk, { id: duplicate.id })).toMatchObject(refused)
  expect(await merge(duplicate.id, third.id)).toMatchObject(refused)
  const own = clinic.as('patient', { patients: [duplicate.id, kept.id, third.id] })
  expect(
    await env.PATIENT['patient.change'](own, { id: duplicate.id, version: 2, patch: { language: 'en' } }),
  ).toMatchObject(refused)
  expect(must(await env.PATIENT['patient.cards'](desk, [duplicate.id, third.id]))).toMatchObject(
    [
      { id: duplicate.id, mergedInto: third.id },
      { id: third.id, mergedInto: undefined },
    ].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
})

test('into a patient who is merged, into the patient itself, and into nobody is refused', async () => {
  const { register, merge, kept, duplicate } = await aPair()
  const third = await register('Third')
  must(await merge(duplicate.id, kept.id))
  expect(await merge(third.id, duplicate.id)).toMatchObject({ code: 'merged', details: { intoId: kept.id } })
  expect(await merge(kept.id, duplicate.id)).toMatchObject({ code: 'merged', details: { intoId: kept.id } })
  expect(await merge(third.id, third.id)).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'intoId', rule: 'itself' }],
  })
  expect(await merge(third.id, 'pat-nobody')).toMatchObject({ code: 'patient_not_found' })
  expect(await merge('pat-nobody', third.id)).toMatchObject({ code: 'not_found' })
})

test('an old version is stale, a split of whoever is not merged is the wrong status', async () => {
  const { desk, merge, kept, duplicate } = await aPair()
  must(await env.PATIENT['patient.change'](desk, { id: duplicate.id, version: 1, patch: { language: 'en' } }))
  expect(await merge(duplicate.id, kept.id, 1)).toMatchObject({ code: 'stale' })
  expect(await env.PATIENT['patient.unmerge'](desk, { id: duplicate.id })).toMatchObject({
    code: 'wrong_status',
    details: { status: 'not_merged' },
  })
  expect(await env.PATIENT['patient.unmerge'](desk, { id: 'pat-nobody' })).toMatchObject({ code: 'not_found' })
  must(await merge(duplicate.id, kept.id, 2))
  expect(await env.PATIENT['patient.unmerge'](desk, { id: duplicate.id, version: 2 })).toMatchObject({ code: 'stale' })
})

test('a repeat with its key is answered as the first time', async () => {
  const { clinic, kept, duplicate } = await aPair()
  const repeating = (route: string) =>
    clinic.as('owner', { accountId: 'acc-1', repeat: { key: 'k', route, bodyHash: 'a' } })
  const merging = () => env.PATIENT['patient.merge'](repeating('POST /merge'), { id: duplicate.id, intoId: kept.id })
  const first = must(await merging())
  expect(must(await merging())).toEqual(first)
  const splitting = () => env.PATIENT['patient.unmerge'](repeating('POST /unmerge'), { id: duplicate.id })
  const split = must(await splitting())
  expect(must(await splitting())).toEqual(split)
})

test('a nurse and a patient may neither merge nor split', async () => {
  const { clinic, merge, kept, duplicate } = await aPair()
  must(await merge(duplicate.id, kept.id))
  for (const someone of [clinic.as('nurse'), clinic.as('patient', { patients: [duplicate.id, kept.id] })]) {
    expect(await env.PATIENT['patient.merge'](someone, { id: kept.id, intoId: duplicate.id })).toMatchObject({
      code: 'forbidden',
    })
    expect(await env.PATIENT['patient.unmerge'](someone, { id: duplicate.id })).toMatchObject({ code: 'forbidden' })
  }
})

test("another clinic's patients do not exist, to be merged, to be merged into, to be linked", async () => {
  const { merge, kept, duplicate } = await aPair()
  const elsewhere = aDesk()
  const foreign = await elsewhere.register('Elsewhere')
  expect(await merge(duplicate.id, foreign.id)).toMatchObject({ code: 'patient_not_found' })
  expect(await elsewhere.merge(duplicate.id, foreign.id)).toMatchObject({ code: 'not_found' })
  expect(await env.PATIENT['patient.linked'](elsewhere.desk, kept.id)).toMatchObject({ code: 'not_found' })
  expect(must(await env.PATIENT['patient.persons'](elsewhere.desk, [kept.id]))).toEqual([])
  must(await merge(duplicate.id, kept.id))
  expect(await env.PATIENT['patient.unmerge'](elsewhere.desk, { id: duplicate.id })).toMatchObject({
    code: 'not_found',
  })
  const link = env.PATIENT_DB.prepare('UPDATE patient SET merged_into = ? WHERE id = ?').bind(kept.id, foreign.id)
  await expect(link.run()).rejects.toThrow('patient_not_found')
})

test('for whoever stands for one of them, the own patients are linked and nobody else', async () => {
  const { clinic, merge, kept, duplicate } = await aPair()
  must(await merge(duplicate.id, kept.id))
  const portal = clinic.as('patient', { patients: [duplicate.id] })
  expect(await linkedIds(portal, duplicate.id)).toEqual({ id: kept.id, ids: [kept.id, duplicate.id] })
  expect(await env.PATIENT['patient.linked'](portal, kept.id)).toMatchObject({ code: 'not_found' })
})

test('of two who are merged into each other at once, a hundred times, exactly one is', async () => {
  const { register, merge } = aDesk()
  for (let round = 0; round < 10; round++) {
    const pairs = await Promise.all(times(10, async i => [await register(`A${i}`), await register(`B${i}`)] as const))
    for (const [one, two] of pairs) {
      const both = await Promise.all([merge(one.id, two.id), merge(two.id, one.id)])
      expect(both.filter(outcome => outcome.ok)).toHaveLength(1)
      expect(both.find(outcome => !outcome.ok)).toMatchObject({ code: 'merged' })
    }
  }
})

test('a naive version that looks before it writes makes circles', async () => {
  const db = env.PATIENT_DB
  await db.prepare('CREATE TABLE naive_link (id TEXT PRIMARY KEY, merged_into TEXT)').run()
  const merge = async (id: string, intoId: string) => {
    const target = await db
      .prepare('SELECT 1 FROM naive_link WHERE id = ? AND merged_into IS NOT NULL')
      .bind(intoId)
      .first()
    if (!target) await db.prepare('UPDATE naive_link SET merged_into = ? WHERE id = ?').bind(intoId, id).run()
  }
  const pairs = times(100, i => [`a${i}`, `b${i}`] as const)
  await db.batch(pairs.flat().map(id => db.prepare('INSERT INTO naive_link (id) VALUES (?)').bind(id)))
  await Promise.all(pairs.flatMap(([one, two]) => [merge(one, two), merge(two, one)]))
  const circles = await db
    .prepare(
      'SELECT count(*) AS n FROM naive_link a JOIN naive_link b ON b.id = a.merged_into AND b.merged_into = a.id',
    )
    .first<{ n: number }>()
  expect(circles?.n).toBeGreaterThan(0)
})

test('a merge and a change at once leave no merged patient changed', async () => {
  const { desk, register, merge } = aDesk()
  const kept = await register('Kept')
  for (let i = 0; i < 20; i++) {
    const duplicate = await register(`Duplicate ${i}`)
    await Promise.all([merge(duplicate.id, kept.id), env.PATIENT['patient.archive'](desk, { id: duplicate.id })])
    const after = must(await env.PATIENT['patient.read'](desk, duplicate.id))
    expect(after.mergedInto).toBe(kept.id)
    const write = env.PATIENT_DB.prepare("UPDATE patient SET language = 'en' WHERE id = ?").bind(duplicate.id)
    await expect(write.run()).rejects.toThrow('merged')
  }
})

test('links are followed by key, and lists do not read past the merged', async () => {
  const { desk, register, merge } = aDesk()
  const [kept, ...duplicates] = await Promise.all(times(40, i => register(`Of many ${i}`)))
  for (const duplicate of duplicates.slice(0, 30)) must(await merge(duplicate.id, kept?.id ?? ''))
  const alone = countingContext(env.PATIENT_DB, desk)
  must(await linked(alone.context, duplicates.at(-1)?.id ?? ''))
  expect(alone.counted.rows).toBeLessThan(12)
  const page = countingContext(env.PATIENT_DB, desk)
  expect(must(await list(page.context, { limit: 5 })).items).toHaveLength(5)
  expect(page.counted.rows).toBeLessThanOrEqual(6)
})
