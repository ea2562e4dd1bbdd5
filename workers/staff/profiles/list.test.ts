import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import { aPractice, someone } from '../../../test/verbs/practice.ts'

/** A clinic with several staff, added in no order. */
async function aTeam() {
  const { as } = aClinic()
  const owner = as('owner')
  for (const one of [
    someone({ name: 'Zoë Klein', specialties: ['Surgery'] }),
    someone({ name: 'ana Núñez', specialties: ['Dermatology', 'Allergy'] }),
    someone({ name: 'Budi Santoso', profession: 'nurse', specialties: ['dermatology'], bookable: false }),
    someone({ name: 'Émile Roux', profession: 'dentist', specialties: [] }),
  ]) {
    must(await env.STAFF['staff.add'](owner, one))
  }
  return { as, owner }
}

test.each([
  [{}, ['ana Núñez', 'Budi Santoso', 'Émile Roux', 'Zoë Klein']],
  [{ q: 'nunez ANA' }, ['ana Núñez']],
  [{ q: 'zoe' }, ['Zoë Klein']],
  [{ q: '%' }, ['ana Núñez', 'Budi Santoso', 'Émile Roux', 'Zoë Klein']],
  [{ q: 'nobody' }, []],
  [{ bookable: false }, ['Budi Santoso']],
  [{ specialty: 'Dermatology' }, ['ana Núñez', 'Budi Santoso']],
  [{ specialty: 'dermatology', bookable: true }, ['ana Núñez']],
  [{ profession: 'dentist' as const }, ['Émile Roux']],
  [{ archived: true }, []],
  [{ updatedSince: '2026-03-03' }, []],
])('the list with %j', async (filter, names) => {
  const { as } = await aTeam()
  const { items, nextCursor } = must(await env.STAFF['staff.list'](as('receptionist'), filter))
  expect(items.map(one => one.name)).toEqual(names)
  expect(nextCursor).toBeNull()
})

test('pages follow each other without gap or repeat', async () => {
  const { owner } = await aTeam()
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = must(await env.STAFF['staff.list'](owner, { limit: 1, cursor }))
    names.push(...page.items.map(one => one.name))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(names).toEqual(['ana Núñez', 'Budi Santoso', 'Émile Roux', 'Zoë Klein'])
  expect(await env.STAFF['staff.list'](owner, { cursor: 'WzFd' })).toMatchObject({ code: 'invalid_request' })
})

test('a patient sees who works here, but no licence', async () => {
  const { as } = aClinic()
  const licences = [{ type: 'NPI', number: '1234567890' }]
  const { id, ...made } = must(await env.STAFF['staff.add'](as('owner'), someone({ licences })))
  const seen = must(await env.STAFF['staff.read'](as('patient'), id))
  expect(seen).toEqual({ id, ...made, licences: undefined })
  expect(must(await env.STAFF['staff.list'](as('patient'), {})).items[0]?.licences).toBeUndefined()
  expect(must(await env.STAFF['staff.read'](as('nurse'), id)).licences).toEqual(licences)
})

test("another clinic's staff do not exist", async () => {
  const { doctor } = await aPractice()
  const stranger = aClinic().as('owner')
  expect(await env.STAFF['staff.read'](stranger, doctor.id)).toMatchObject({ code: 'not_found' })
  expect(must(await env.STAFF['staff.cards'](stranger, [doctor.id]))).toEqual([])
  expect(must(await env.STAFF['staff.list'](stranger, {})).items).toEqual([])
})

test('cards come for known ids, any number of them', async () => {
  const { as, doctor } = await aPractice()
  const ids = [...times(400, i => `stf-${i}`), doctor.id]
  expect(must(await env.STAFF['staff.cards'](as('doctor'), ids))).toMatchObject([
    { id: doctor.id, name: 'Ana Núñez', title: 'Dr', profession: 'doctor', bookable: true, archived: false },
  ])
  expect(must(await env.STAFF['staff.cards'](as('doctor'), []))).toEqual([])
})

test('specialties are counted, upper and lower case as one', async () => {
  const { as } = await aTeam()
  expect(must(await env.STAFF['staff.specialties'](as('patient'))).items).toEqual([
    { name: 'Allergy', staff: 1, bookable: 1 },
    { name: 'Dermatology', staff: 2, bookable: 1 },
    { name: 'Surgery', staff: 1, bookable: 1 },
  ])
})

test('licences that end before a date come soonest first, of those who work here', async () => {
  const { as } = aClinic()
  const owner = as('owner')
  const until = (number: string, validTo?: string) => ({ type: 'SIP', number, validTo })
  const ana = must(await env.STAFF['staff.add'](owner, someone({ licences: [until('a', '2026-05-01'), until('b')] })))
  const budi = must(
    await env.STAFF['staff.add'](
      owner,
      someone({ name: 'Budi', licences: [until('c', '2026-01-31'), until('d', '2026-05-02')] }),
    ),
  )
  const gone = must(
    await env.STAFF['staff.add'](owner, someone({ name: 'Gone', licences: [until('e', '2026-02-01')] })),
  )
  must(await env.STAFF['staff.archive'](owner, { id: gone.id, archive: {} }))
  const { items } = must(await env.STAFF['staff.expiring_licences'](as('receptionist'), { before: '2026-05-02' }))
  expect(items).toEqual([
    { staffId: budi.id, name: 'Budi', type: 'SIP', number: 'c', validTo: '2026-01-31' },
    { staffId: ana.id, name: ana.name, type: 'SIP', number: 'a', validTo: '2026-05-01' },
  ])
  expect(await env.STAFF['staff.expiring_licences'](as('patient'), { before: '2026-05-02' })).toMatchObject({
    code: 'forbidden',
  })
})
